import { type Operation, restApiOf, stageOf } from '../operation.ts';

/** @source "DeleteStage", Amazon API Gateway V1 API reference */
export const deleteStage: Operation = {
  name: 'DeleteStage',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/stages/{stage_name}',
  status: 202,
  run(plane, { path }) {
    restApiOf(plane, path.restapi_id);
    const { restApiId, stageName } = stageOf(plane, path);
    plane.apigateway.deleteStage(restApiId, stageName);
  },
};
