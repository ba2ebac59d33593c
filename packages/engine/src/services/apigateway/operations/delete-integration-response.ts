import { Constraints, statusCodePattern } from '../constraints.ts';
import { editMethod, integrationResponseOf } from '../edit-method.ts';
import { notFound, type Operation, resourceOf } from '../operation.ts';

/** @source "DeleteIntegrationResponse", Amazon API Gateway V1 API reference */
export const deleteIntegrationResponse: Operation = {
  name: 'DeleteIntegrationResponse',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration/responses/{status_code}',
  status: 204,
  run(plane, { path }) {
    new Constraints().matching(path.status_code, 'statusCode', statusCodePattern).check();
    // Unlike the other operations, this one does not ask for the method first. @source localstack's recording
    const integration = resourceOf(plane, path).resourceMethods.get(path.http_method ?? '')?.methodIntegration;
    if (!integration) throw notFound('Invalid Integration identifier specified');
    const { statusCode } = integrationResponseOf(plane, path);
    const integrationResponses = integration.integrationResponses.filter((it) => it.statusCode !== statusCode);
    editMethod(plane, path, { methodIntegration: { ...integration, integrationResponses } });
  },
};
