import { methodDocument } from '../documents.ts';
import { putMethod } from '../editable-rest-api.ts';
import { methodOf, type Operation } from '../operation.ts';
import { patchOperationsOf } from '../patch.ts';
import { patchMethod, withoutIdleAuthorizer } from '../patch-method.ts';

/** @source "UpdateMethod", Amazon API Gateway V1 API reference */
export const updateMethod: Operation = {
  name: 'UpdateMethod',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}',
  status: 200,
  run(plane, { path, body }) {
    const operations = patchOperationsOf(body, 'updateMethodInput');
    const method = withoutIdleAuthorizer(operations.reduce(patchMethod, methodOf(plane, path)));
    plane.apigateway.editResource(path.restapi_id ?? '', path.resource_id ?? '', (resource, api) => putMethod(api, resource, method));
    return methodDocument(method);
  },
};
