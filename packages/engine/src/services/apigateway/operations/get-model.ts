import { modelDocument } from '../documents.ts';
import { flattened, modelOf } from '../model-input.ts';
import type { Operation } from '../operation.ts';

/** @source "GetModel", Amazon API Gateway V1 API reference */
export const getModel: Operation = {
  name: 'GetModel',
  method: 'GET',
  path: '/restapis/{restapi_id}/models/{model_name}',
  status: 200,
  run(plane, { path, query }) {
    const model = modelOf(plane, path);
    return modelDocument(query.get('flatten') === 'true' ? flattened(plane, path, model) : model, path.restapi_id ?? '');
  },
};
