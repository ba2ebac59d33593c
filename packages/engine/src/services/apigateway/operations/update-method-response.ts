import { statusCodePattern } from '../constraints.ts';
import { methodResponseDocument } from '../documents.ts';
import { checkResponseModels, editMethod, methodResponseOf } from '../edit-method.ts';
import { methodOf, notFound, type Operation } from '../operation.ts';
import { invalidPath, isTrue, type PatchOperation, patchedMap, patchOperationsOf, segmentsOf } from '../patch.ts';
import type { MethodResponse } from '../rest-api.ts';

/** @source "UpdateMethodResponse", Amazon API Gateway V1 API reference */
export const updateMethodResponse: Operation = {
  name: 'UpdateMethodResponse',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/responses/{status_code}',
  status: 201,
  run(plane, { path, body }) {
    const { status_code: statusCode = '' } = path;
    const operations = patchOperationsOf(body, 'updateMethodResponseInput', (it) =>
      it.matching(statusCode, 'statusCode', statusCodePattern),
    );
    const response = operations.reduce(patched, methodResponseOf(plane, path));
    checkResponseModels(plane, path, response.responseModels);
    editMethod(plane, path, { methodResponses: { ...methodOf(plane, path).methodResponses, [statusCode]: response } });
    return methodResponseDocument(response);
  },
};

/** @source localstack's recordings of UpdateMethodResponse */
function patched(response: MethodResponse, operation: PatchOperation): MethodResponse {
  const [member, name, ...more] = segmentsOf(operation.path);
  if (name === undefined || more.length > 0) throw invalidPath(operation);
  if (member === 'responseParameters') {
    const missing = () => notFound('Invalid parameter name specified');
    const value = isTrue(operation.value);
    return { ...response, responseParameters: patchedMap(response.responseParameters, name, { operation, value, missing }) };
  }
  if (member === 'responseModels') {
    const missing = () => notFound('Content-Type specified was not found');
    return { ...response, responseModels: patchedMap(response.responseModels, name, { operation, value: operation.value ?? '', missing }) };
  }
  throw invalidPath(operation);
}
