import { type Operation, restApiOf, stageOf } from '../operation.ts';

/** @source "FlushStageCache", Amazon API Gateway V1 API reference */
export const flushStageCache: Operation = {
  name: 'FlushStageCache',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/stages/{stage_name}/cache/data',
  status: 202,
  run(plane, { path }) {
    restApiOf(plane, path.restapi_id);
    const { restApiId, stageName } = stageOf(plane, path);
    plane.apigateway.flushStageCache(restApiId, stageName);
  },
};
