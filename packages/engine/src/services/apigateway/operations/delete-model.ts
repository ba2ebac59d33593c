import { methodsOf } from '../methods-of.ts';
import { modelOf, modelsNamedIn } from '../model-input.ts';
import { conflict, type Operation, restApiOf } from '../operation.ts';

/** @source "DeleteModel", Amazon API Gateway V1 API reference */
export const deleteModel: Operation = {
  name: 'DeleteModel',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/models/{model_name}',
  status: 202,
  run(plane, { path }) {
    const { name } = modelOf(plane, path);
    const api = restApiOf(plane, path.restapi_id);
    for (const { method, where } of methodsOf(api).reverse()) {
      if (Object.values(method.requestModels).includes(name))
        throw conflict(`Cannot delete model '${name}', is referenced in method request: ${where}`);
      if (Object.values(method.methodResponses).some(({ responseModels = {} }) => Object.values(responseModels).includes(name)))
        throw conflict(`Cannot delete model '${name}', is referenced in method response: ${where}`);
    }
    const user = [...api.models.values()].find((it) => it.name !== name && modelsNamedIn(it.schema).includes(name));
    if (user) throw conflict(`Cannot delete model '${name}', is referenced in model: ${user.name}`);
    plane.apigateway.editRestApi(api.id, ({ models }) => models.delete(name));
  },
};
