import { apiSummaryOf } from '../api-summary.ts';
import { deploymentDocument } from '../documents.ts';
import { deploymentOf, type Operation, restApiOf } from '../operation.ts';

/** @source "GetDeployment", Amazon API Gateway V1 API reference */
export const getDeployment: Operation = {
  name: 'GetDeployment',
  method: 'GET',
  path: '/restapis/{restapi_id}/deployments/{deployment_id}',
  status: 200,
  run(plane, { path, query }) {
    restApiOf(plane, path.restapi_id);
    const deployment = deploymentOf(plane, path);
    const summary = query.getAll('embed').includes('apisummary') && { apiSummary: apiSummaryOf(deployment.restApi) };
    return { ...deploymentDocument(deployment), ...summary };
  },
};
