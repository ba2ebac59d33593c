import { resourceDocument } from '../documents.ts';
import { notFound, type Operation, restApiOf } from '../operation.ts';

/** @source "GetResource", Amazon API Gateway V1 API reference */
export const getResource: Operation = {
  name: 'GetResource',
  method: 'GET',
  path: '/restapis/{restapi_id}/resources/{resource_id}',
  status: 200,
  run(plane, { path, query }) {
    const resource = restApiOf(plane, path.restapi_id).resources.get(path.resource_id ?? '');
    if (!resource) throw notFound('Invalid Resource identifier specified');
    return resourceDocument(resource, query.getAll('embed').includes('methods'));
  },
};
