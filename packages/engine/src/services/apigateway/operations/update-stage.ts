import { stageDocument } from '../documents.ts';
import { badRequest, type Operation, stageOf } from '../operation.ts';
import { type PatchOperation, patchStage, stageInputOf } from '../patch-stage.ts';

/** What is served changes at once. @source "UpdateStage", Amazon API Gateway V1 API reference */
export const updateStage: Operation = {
  name: 'UpdateStage',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/stages/{stage_name}',
  status: 200,
  run(plane, { path, body }) {
    const stage = stageOf(plane, path.restapi_id, path.stage_name);
    const { patchOperations } = body;
    if (!Array.isArray(patchOperations)) throw badRequest('patchOperations must be a list');
    let input = stageInputOf(stage);
    for (const patch of patchOperations) input = patchStage(input, patchOf(patch));
    return stageDocument(plane.apigateway.putStage(input));
  },
};

function patchOf(written: unknown): PatchOperation {
  const { op, path, value, from } = Object(written);
  return {
    op: String(op),
    path: String(path),
    value: value === undefined ? '' : String(value),
    from: from === undefined ? '' : String(from),
  };
}
