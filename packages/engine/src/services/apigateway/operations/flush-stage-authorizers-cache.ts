import { type Operation, restApiOf, stageOf } from '../operation.ts';

/** @source "FlushStageAuthorizersCache", Amazon API Gateway V1 API reference */
export const flushStageAuthorizersCache: Operation = {
  name: 'FlushStageAuthorizersCache',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/stages/{stage_name}/cache/authorizers',
  status: 202,
  run(plane, { path }) {
    restApiOf(plane, path.restapi_id);
    const { restApiId, stageName } = stageOf(plane, path);
    plane.apigateway.flushStageAuthorizersCache(restApiId, stageName);
  },
};
