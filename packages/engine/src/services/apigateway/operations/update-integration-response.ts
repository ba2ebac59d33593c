import { statusCodePattern } from '../constraints.ts';
import { integrationResponseDocument } from '../documents.ts';
import { integrationResponseOf, putIntegrationResponse } from '../edit-method.ts';
import { notFound, type Operation } from '../operation.ts';
import { checkReplaces, invalidPath, type PatchOperation, patchedMap, patchOperationsOf, segmentsOf } from '../patch.ts';
import { contentHandlings } from '../put-integration.ts';
import type { IntegrationResponse } from '../rest-api.ts';

/** @source "UpdateIntegrationResponse", Amazon API Gateway V1 API reference */
export const updateIntegrationResponse: Operation = {
  name: 'UpdateIntegrationResponse',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration/responses/{status_code}',
  status: 200,
  run(plane, { path, body }) {
    const further = statusCodePattern;
    const operations = patchOperationsOf(body, 'updateIntegrationResponseInput', (it) =>
      it.matching(path.status_code, 'statusCode', further),
    );
    const response = operations.reduce(patched, integrationResponseOf(plane, path));
    putIntegrationResponse(plane, path, response);
    return integrationResponseDocument(response);
  },
};

function patched(response: IntegrationResponse, operation: PatchOperation): IntegrationResponse {
  const [member, name, ...more] = segmentsOf(operation.path);
  const { value } = operation;
  if (more.length > 0) throw invalidPath(operation);
  if (name === undefined) {
    if (member === 'selectionPattern') {
      checkReplaces(operation);
      return { ...response, selectionPattern: value ?? '' };
    }
    if (member === 'contentHandling') {
      checkReplaces(operation);
      return { ...response, contentHandling: contentHandlings.find((it) => it === value) };
    }
    throw invalidPath(operation);
  }
  if (member === 'responseParameters') {
    const missing = () => notFound('Invalid parameter name specified');
    const responseParameters = patchedMap(response.responseParameters, name, { operation, value: value ?? '', missing }) ?? {};
    return { ...response, responseParameters };
  }
  if (member === 'responseTemplates') {
    const missing = () => notFound('Content-Type specified was not found');
    const responseTemplates = patchedMap(response.responseTemplates, name, { operation, value: value ?? '', missing }) ?? {};
    return { ...response, responseTemplates };
  }
  throw invalidPath(operation);
}
