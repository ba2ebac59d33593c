import { integrationDocument } from '../documents.ts';
import { editMethod } from '../edit-method.ts';
import { integrationOf, type Operation } from '../operation.ts';
import { patchOperationsOf } from '../patch.ts';
import { patchIntegration } from '../patch-integration.ts';
import { checkIntegration } from '../put-integration.ts';

/** @source "UpdateIntegration", Amazon API Gateway V1 API reference */
export const updateIntegration: Operation = {
  name: 'UpdateIntegration',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration',
  status: 200,
  run(plane, { path, body }) {
    const operations = patchOperationsOf(body, 'updateIntegrationInput');
    const integration = operations.reduce(patchIntegration, integrationOf(plane, path));
    checkIntegration(integration);
    editMethod(plane, path, { methodIntegration: integration });
    return integrationDocument(integration);
  },
};
