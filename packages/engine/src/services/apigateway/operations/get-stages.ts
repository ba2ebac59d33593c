import { stageDocument } from '../documents.ts';
import { type Operation, restApiOf } from '../operation.ts';

/** @source "GetStages", Amazon API Gateway V1 API reference */
export const getStages: Operation = {
  name: 'GetStages',
  method: 'GET',
  path: '/restapis/{restapi_id}/stages',
  status: 200,
  run(plane, { path, query }) {
    const api = restApiOf(plane, path.restapi_id);
    const wanted = query.get('deploymentId');
    const stages = plane.apigateway.stages().filter((it) => it.restApiId === api.id && (wanted === null || it.deployment.id === wanted));
    return { item: stages.map(stageDocument) };
  },
};
