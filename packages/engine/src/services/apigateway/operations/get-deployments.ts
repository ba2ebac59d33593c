import { deploymentDocument } from '../documents.ts';
import { type Operation, pageOf, restApiOf } from '../operation.ts';

/** @source "GetDeployments", Amazon API Gateway V1 API reference */
export const getDeployments: Operation = {
  name: 'GetDeployments',
  method: 'GET',
  path: '/restapis/{restapi_id}/deployments',
  status: 200,
  run(plane, { path, query }) {
    const { id } = restApiOf(plane, path.restapi_id);
    const deployments = plane.apigateway.deployments().filter((it) => it.restApi.id === id);
    return pageOf(deployments.map(deploymentDocument), query);
  },
};
