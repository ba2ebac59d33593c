import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { type DraftMap, draftOf, listAt, mapAt } from '../draft.ts';
import { checkShapes } from '../properties.ts';
import type { ApiRoute } from './api-route.ts';
import { isOpenApi3, operationsOf } from './definition.ts';

/**
 * RequestModel of a method: the schema of its body, and whether API Gateway checks requests against it.
 * @source "RequestModel", AWS SAM developer guide
 */
export function addRequestModel({ event, api, definition, path, method }: ApiRoute, compilation: Compilation): void {
  const { RequestModel: requestModel } = event.properties;
  if (!isMapping(requestModel)) return;
  const owner = `RequestModel of ${event.owner.replace('The', 'the')}`;
  checkShapes(requestModel, { Model: 'text', Required: 'boolean', ValidateBody: 'any', ValidateParameters: 'any' }, owner, compilation, {
    unknown: 'ignored',
  });
  for (const name of ['ValidateBody', 'ValidateParameters']) {
    if (requestModel[name] === undefined || requestModel[name] === null || typeof requestModel[name] === 'boolean') continue;
    reportInvalid(compilation, `${name} of ${owner} must be true or false.`, placeOfMember(requestModel, name));
  }
  const { Model: model, Required: required, ValidateBody: body, ValidateParameters: parameters } = requestModel;
  if (typeof model !== 'string') return;
  const { Models: models } = api.it.properties;
  if (!isMapping(models) || !Object.hasOwn(models, model)) {
    const names = isMapping(models) ? Object.keys(models) : [];
    const hint = names.length > 0 ? `It has ${names.join(', ')}.` : `Declare it under Models of "${api.it.logicalId}".`;
    const message = `${owner} names "${model}", which "${api.it.logicalId}" does not have.`;
    reportInvalid(compilation, message, placeOfMember(requestModel, 'Model'), { code: 'UNRESOLVED_REF', hint });
    return;
  }
  const name = model.toLowerCase();
  const requirement: DraftMap = required === undefined || required === null ? {} : { required: draftOf(required) };
  for (const { operation } of operationsOf(definition, path, method)) {
    if (definition.swagger !== undefined) {
      listAt(operation, 'parameters').push({ in: 'body', name, schema: { $ref: `#/definitions/${name}` }, ...requirement });
    } else if (definition.openapi !== undefined && isOpenApi3(definition.openapi)) {
      operation.requestBody = { content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } }, ...requirement };
    }
  }
  if ((body ?? parameters ?? null) === null) return;
  const validator = validatorOf(body === true, parameters === true);
  mapAt(definition, 'x-amazon-apigateway-request-validators')[validator] ??= {
    validateRequestBody: body === true,
    validateRequestParameters: parameters === true,
  };
  for (const { operation } of operationsOf(definition, path, method)) operation['x-amazon-apigateway-request-validator'] = validator;
}

function validatorOf(body: boolean, parameters: boolean): string {
  if (body) return parameters ? 'body-and-params' : 'body-only';
  return parameters ? 'params-only' : 'no-validation';
}
