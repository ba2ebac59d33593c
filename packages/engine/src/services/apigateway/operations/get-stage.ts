import { stageDocument } from '../documents.ts';
import { type Operation, restApiOf, stageOf } from '../operation.ts';

/** @source "GetStage", Amazon API Gateway V1 API reference */
export const getStage: Operation = {
  name: 'GetStage',
  method: 'GET',
  path: '/restapis/{restapi_id}/stages/{stage_name}',
  status: 200,
  run(plane, { path }) {
    restApiOf(plane, path.restapi_id);
    return stageDocument(stageOf(plane, path));
  },
};
