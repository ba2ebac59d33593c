import { methodDocument } from '../documents.ts';
import { notFound, type Operation, restApiOf } from '../operation.ts';

/** @source "GetMethod", Amazon API Gateway V1 API reference */
export const getMethod: Operation = {
  name: 'GetMethod',
  method: 'GET',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}',
  status: 200,
  run(plane, { path }) {
    const resource = restApiOf(plane, path.restapi_id).resources.get(path.resource_id ?? '');
    if (!resource) throw notFound('Invalid Resource identifier specified');
    const method = resource.resourceMethods.get(path.http_method ?? '');
    if (!method) throw notFound('Invalid Method identifier specified');
    return methodDocument(method);
  },
};
