import { editMethod } from '../edit-method.ts';
import { integrationOf, type Operation } from '../operation.ts';

/** @source "DeleteIntegration", Amazon API Gateway V1 API reference */
export const deleteIntegration: Operation = {
  name: 'DeleteIntegration',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration',
  status: 204,
  run(plane, { path }) {
    integrationOf(plane, path);
    editMethod(plane, path, { methodIntegration: undefined });
  },
};
