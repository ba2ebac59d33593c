import { badRequest, deploymentOf, type Operation, restApiOf } from '../operation.ts';

/** @source "DeleteDeployment", Amazon API Gateway V1 API reference */
export const deleteDeployment: Operation = {
  name: 'DeleteDeployment',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/deployments/{deployment_id}',
  status: 202,
  run(plane, { path }) {
    restApiOf(plane, path.restapi_id);
    const found = deploymentOf(plane, path);
    const isServed = plane.apigateway.stages().some((it) => it.deployment.id === found.id || it.canary?.deployment.id === found.id);
    if (isServed) throw badRequest('Active stages pointing to this deployment must be moved or deleted');
    plane.apigateway.deleteDeployment(found.id);
  },
};
