import { identifierOf } from '../../identifier.ts';
import { modelDocument } from '../documents.ts';
import { readModelSchema } from '../model-input.ts';
import { badRequest, conflict, type Operation, restApiOf } from '../operation.ts';
import { textOf } from '../request-document.ts';
import type { Model } from '../rest-api.ts';

/** @source "CreateModel", Amazon API Gateway V1 API reference */
export const createModel: Operation = {
  name: 'CreateModel',
  method: 'POST',
  path: '/restapis/{restapi_id}/models',
  status: 201,
  run(plane, { path, body }) {
    const { id: restApiId } = restApiOf(plane, path.restapi_id);
    const name = textOf(body, 'name') ?? '';
    const contentType = textOf(body, 'contentType') ?? 'application/json';
    if (name === '') throw badRequest('Model name must be non-empty');
    if (!/^[A-Za-z0-9]+$/.test(name)) throw badRequest(`Model name must be alphanumeric: ${name}`);
    const schema = readModelSchema(textOf(body, 'schema'));
    return plane.apigateway.editRestApi(restApiId, ({ models }) => {
      if (models.has(name)) throw conflict('Model name already exists for this REST API');
      const id = identifierOf(plane.world.uuid(), 6);
      const model: Model = {
        id,
        name,
        description: textOf(body, 'description') || undefined,
        contentType,
        schema,
        declaredBy: undefined,
        source: body,
      };
      models.set(name, model);
      return modelDocument(model, restApiId);
    });
  },
};
