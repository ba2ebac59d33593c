import { Constraints, statusCodePattern } from '../constraints.ts';
import { integrationResponseDocument } from '../documents.ts';
import { integrationResponseOf } from '../edit-method.ts';
import type { Operation } from '../operation.ts';

/** @source "GetIntegrationResponse", Amazon API Gateway V1 API reference */
export const getIntegrationResponse: Operation = {
  name: 'GetIntegrationResponse',
  method: 'GET',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration/responses/{status_code}',
  status: 200,
  run(plane, { path }) {
    new Constraints().matching(path.status_code, 'statusCode', statusCodePattern).check();
    return integrationResponseDocument(integrationResponseOf(plane, path));
  },
};
