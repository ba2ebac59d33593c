import { resourceDocument } from '../documents.ts';
import { type Operation, resourceOf } from '../operation.ts';

/** @source "GetResource", Amazon API Gateway V1 API reference */
export const getResource: Operation = {
  name: 'GetResource',
  method: 'GET',
  path: '/restapis/{restapi_id}/resources/{resource_id}',
  status: 200,
  run: (plane, { path, query }) => resourceDocument(resourceOf(plane, path), query.getAll('embed').includes('methods')),
};
