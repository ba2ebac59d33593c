import { resourceDocument } from '../documents.ts';
import { type Operation, pageOf, restApiOf } from '../operation.ts';

/** @source "GetResources", Amazon API Gateway V1 API reference */
export const getResources: Operation = {
  name: 'GetResources',
  method: 'GET',
  path: '/restapis/{restapi_id}/resources',
  status: 200,
  run(plane, { path, query }) {
    const embedMethods = query.getAll('embed').includes('methods');
    const resources = [...restApiOf(plane, path.restapi_id).resources.values()];
    return pageOf(
      resources.map((it) => resourceDocument(it, embedMethods)),
      query,
    );
  },
};
