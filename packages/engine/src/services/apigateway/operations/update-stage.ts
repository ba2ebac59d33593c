import { stageDocument } from '../documents.ts';
import { type Operation, restApiOf, stageOf } from '../operation.ts';
import { patchOperationsOf } from '../patch.ts';
import { patchStage, stageInputOf } from '../patch-stage.ts';

/** @source "UpdateStage", Amazon API Gateway V1 API reference */
export const updateStage: Operation = {
  name: 'UpdateStage',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/stages/{stage_name}',
  status: 200,
  run(plane, { path, body }) {
    const operations = patchOperationsOf(body, 'updateStageInput');
    restApiOf(plane, path.restapi_id);
    const input = operations.reduce(patchStage, stageInputOf(stageOf(plane, path)));
    // What is served changes at once.
    return stageDocument(plane.apigateway.putStage({ ...input, lastUpdatedAtMs: plane.world.now() }));
  },
};
