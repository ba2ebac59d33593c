import { deploymentDocument } from '../documents.ts';
import { deploymentOf, type Operation, restApiOf } from '../operation.ts';
import { checkReplacement, patchOperationsOf } from '../patch.ts';

/** @source "UpdateDeployment", Amazon API Gateway V1 API reference */
export const updateDeployment: Operation = {
  name: 'UpdateDeployment',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/deployments/{deployment_id}',
  status: 200,
  run(plane, { path, body }) {
    const operations = patchOperationsOf(body, 'updateDeploymentInput');
    restApiOf(plane, path.restapi_id);
    let deployment = deploymentOf(plane, path);
    for (const operation of operations) {
      checkReplacement(operation, ['/description']);
      deployment = plane.apigateway.describeDeployment(deployment.id, operation.value);
    }
    return deploymentDocument(deployment);
  },
};
