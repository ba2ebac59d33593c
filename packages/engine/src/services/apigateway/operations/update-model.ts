import { modelDocument } from '../documents.ts';
import { modelOf, readModelSchema } from '../model-input.ts';
import type { Operation } from '../operation.ts';
import { checkReplacement, patchOperationsOf } from '../patch.ts';

/** @source "UpdateModel", Amazon API Gateway V1 API reference */
export const updateModel: Operation = {
  name: 'UpdateModel',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/models/{model_name}',
  status: 200,
  run(plane, { path, body }) {
    const operations = patchOperationsOf(body, 'updateModelInput');
    let model = modelOf(plane, path);
    for (const operation of operations) {
      checkReplacement(operation, ['/description', '/schema']);
      const { value } = operation;
      model = operation.path === '/schema' ? { ...model, schema: readModelSchema(value) } : { ...model, description: value || undefined };
    }
    plane.apigateway.editRestApi(path.restapi_id ?? '', ({ models }) => models.set(model.name, model));
    return modelDocument(model, path.restapi_id ?? '');
  },
};
