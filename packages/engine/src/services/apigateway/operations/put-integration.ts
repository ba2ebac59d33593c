import { Constraints } from '../constraints.ts';
import { integrationDocument } from '../documents.ts';
import { editMethod } from '../edit-method.ts';
import { methodOf, type Operation } from '../operation.ts';
import { checkIntegrationInput, integrationOfRequest } from '../put-integration.ts';

/** @source "PutIntegration", Amazon API Gateway V1 API reference */
export const putIntegration: Operation = {
  name: 'PutIntegration',
  method: 'PUT',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration',
  status: 201,
  run(plane, { path, body }) {
    const constraints = new Constraints();
    checkIntegrationInput(body, constraints);
    constraints.check();
    methodOf(plane, path);
    const integration = integrationOfRequest(body, path.resource_id ?? '');
    editMethod(plane, path, { methodIntegration: integration });
    return integrationDocument(integration);
  },
};
