import { deploymentDocument } from '../documents.ts';
import { notFound, type Operation, restApiOf } from '../operation.ts';

/** @source "GetDeployment", Amazon API Gateway V1 API reference */
export const getDeployment: Operation = {
  name: 'GetDeployment',
  method: 'GET',
  path: '/restapis/{restapi_id}/deployments/{deployment_id}',
  status: 200,
  run(plane, { path }) {
    const { id } = restApiOf(plane, path.restapi_id);
    const found = plane.apigateway.deployments().find((it) => it.restApi.id === id && it.id === path.deployment_id);
    if (!found) throw notFound('Invalid Deployment identifier specified');
    return deploymentDocument(found);
  },
};
