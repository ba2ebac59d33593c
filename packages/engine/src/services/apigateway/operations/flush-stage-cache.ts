import { type Operation, stageOf } from '../operation.ts';

/** @source "FlushStageCache", Amazon API Gateway V1 API reference */
export const flushStageCache: Operation = {
  name: 'FlushStageCache',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/stages/{stage_name}/cache/data',
  status: 202,
  run(plane, { path }) {
    const { restApiId, stageName } = stageOf(plane, path.restapi_id, path.stage_name);
    plane.apigateway.flushStageCache(restApiId, stageName);
  },
};
