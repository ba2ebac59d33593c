import { modelOf } from '../model-input.ts';
import { modelTemplate } from '../model-template.ts';
import { type Operation, restApiOf } from '../operation.ts';

/** @source "GetModelTemplate", Amazon API Gateway V1 API reference */
export const getModelTemplate: Operation = {
  name: 'GetModelTemplate',
  method: 'GET',
  path: '/restapis/{restapi_id}/models/{model_name}/default_template',
  status: 200,
  run(plane, { path }) {
    const model = modelOf(plane, path);
    return { value: modelTemplate(model, restApiOf(plane, path.restapi_id).models) };
  },
};
