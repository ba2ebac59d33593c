import { integrationDocument } from '../documents.ts';
import { integrationOf, type Operation } from '../operation.ts';

/** @source "GetIntegration", Amazon API Gateway V1 API reference */
export const getIntegration: Operation = {
  name: 'GetIntegration',
  method: 'GET',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration',
  status: 200,
  run: (plane, { path }) => integrationDocument(integrationOf(plane, path)),
};
