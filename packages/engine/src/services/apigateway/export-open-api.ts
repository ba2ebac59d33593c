import type { Value } from '@gatewright/template';
import { exportedExtensions, exportedIntegration, exportedSecuritySchemes, securityOf } from './export-extensions.ts';
import type { ExportOptions } from './export-options.ts';
import { modelsNamedIn } from './model-input.ts';
import type { Method, RestApi, Stage } from './rest-api.ts';

/**
 * A stage's API as a Swagger 2 or OpenAPI 3 document.
 * @source "Export a REST API from API Gateway"; localstack's recordings of GetExport
 */
export function exportOpenApi(stage: Stage, options: ExportOptions): object {
  const { restApi: api } = stage.deployment;
  const info = { ...(api.description !== undefined && { description: api.description }), version: versionOf(stage), title: api.name };
  const host = `${api.id}.execute-api.${options.region}.amazonaws.com`;
  const paths: Record<string, object> = {};
  for (const { path, resourceMethods } of api.resources.values()) {
    if (resourceMethods.size === 0) continue;
    const methods = [...resourceMethods.values()].map((method) => [memberOf(method), operationOf(method, api, options)] as const);
    paths[path] = Object.fromEntries(methods);
  }
  const schemas = schemasOf(api, options);
  const schemes = exportedSecuritySchemes(api, options);
  const extensions = exportedExtensions(api, options);
  if (options.type === 'swagger') {
    const security = hasMembers(schemes) && { securityDefinitions: schemes };
    const definitions = hasMembers(schemas) && { definitions: schemas };
    return {
      swagger: '2.0',
      info,
      host,
      basePath: `/${stage.stageName}`,
      schemes: ['https'],
      paths,
      ...security,
      ...definitions,
      ...extensions,
    };
  }
  const servers = [{ url: `https://${host}/{basePath}`, variables: { basePath: { default: stage.stageName } } }];
  const components = { ...(hasMembers(schemas) && { schemas }), ...(hasMembers(schemes) && { securitySchemes: schemes }) };
  return { openapi: '3.0.1', info, servers, paths, components, ...extensions };
}

/** The API's version; without one, when the deployment was made. */
export function versionOf({ deployment }: Stage): string {
  return deployment.restApi.version ?? new Date(deployment.createdAtMs).toISOString().replace(/\.\d+Z$/, 'Z');
}

function memberOf({ httpMethod }: Method): string {
  return httpMethod === 'ANY' ? 'x-amazon-apigateway-any-method' : httpMethod.toLowerCase();
}

function operationOf(method: Method, api: RestApi, options: ExportOptions): object {
  const { operationName, methodIntegration: integration } = method;
  const security = securityOf(method, api, options);
  const validator = method.requestValidatorId === undefined ? undefined : api.requestValidators.get(method.requestValidatorId);
  const isSwagger = options.type === 'swagger';
  return {
    ...(operationName !== undefined && { operationId: operationName }),
    ...(isSwagger ? swaggerBodyOf(method) : openApiBodyOf(method)),
    responses: isSwagger ? swaggerResponsesOf(method) : openApiResponsesOf(method),
    ...(security.length > 0 && { security }),
    ...(validator && options.extensions.includes('apigateway') && { 'x-amazon-apigateway-request-validator': validator.name }),
    ...(integration && wantsIntegrations(options) && { 'x-amazon-apigateway-integration': exportedIntegration(integration) }),
  };
}

function wantsIntegrations({ extensions }: ExportOptions): boolean {
  return extensions.includes('integrations') || extensions.includes('apigateway');
}

const locations: { readonly [location: string]: string } = { path: 'path', querystring: 'query', header: 'header' };

function parametersOf({
  requestParameters,
}: Method): readonly { readonly name: string; readonly in: string; readonly required: boolean }[] {
  return Object.entries(requestParameters).flatMap(([parameter, required]) => {
    const [, location = '', name = ''] = /^method\.request\.([a-z]+)\.(.+)$/.exec(parameter) ?? [];
    const where = locations[location];
    return where === undefined ? [] : [{ name, in: where, required: required || where === 'path' }];
  });
}

function swaggerBodyOf(method: Method): object {
  const { requestModels, methodIntegration, methodResponses } = method;
  const consumes = unique([...Object.keys(methodIntegration?.requestTemplates ?? {}), ...Object.keys(requestModels)]);
  const produces = unique([
    ...Object.values(methodResponses).flatMap((it) => Object.keys(it.responseModels ?? {})),
    ...(methodIntegration?.integrationResponses ?? []).flatMap((it) => Object.keys(it.responseTemplates)),
  ]);
  const [model] = Object.values(requestModels);
  const body = model === undefined ? [] : [{ in: 'body', name: model, required: true, schema: { $ref: `#/definitions/${model}` } }];
  const parameters = [...parametersOf(method).map((it) => ({ ...it, type: 'string' })), ...body];
  return {
    ...(consumes.length > 0 && { consumes }),
    ...(produces.length > 0 && { produces }),
    ...(parameters.length > 0 && { parameters }),
  };
}

function openApiBodyOf(method: Method): object {
  const parameters = parametersOf(method).map(({ name, in: where, required }) => ({
    name,
    in: where,
    ...(required && { required }),
    schema: { type: 'string' },
  }));
  const content = contentOf(method.requestModels);
  return { ...(parameters.length > 0 && { parameters }), ...(hasMembers(content) && { requestBody: { content, required: true } }) };
}

function swaggerResponsesOf({ methodResponses }: Method): object {
  const responses = Object.values(methodResponses).map(({ statusCode, responseParameters = {}, responseModels = {} }) => {
    const [model] = Object.values(responseModels);
    const headers = headersOf(responseParameters, { type: 'string' });
    const schema = model !== undefined && { schema: { $ref: `#/definitions/${model}` } };
    return [statusCode, { description: `${statusCode} response`, ...schema, ...(hasMembers(headers) && { headers }) }] as const;
  });
  return Object.fromEntries(responses);
}

function openApiResponsesOf({ methodResponses }: Method): object {
  const responses = Object.values(methodResponses).map(({ statusCode, responseParameters = {}, responseModels = {} }) => {
    const headers = headersOf(responseParameters, { schema: { type: 'string' } });
    const response = { description: `${statusCode} response`, ...(hasMembers(headers) && { headers }), content: contentOf(responseModels) };
    return [statusCode, response] as const;
  });
  return Object.fromEntries(responses);
}

function headersOf(parameters: { readonly [parameter: string]: boolean }, as: object): object {
  return Object.fromEntries(Object.keys(parameters).map((it) => [it.replace(/^method\.response\.header\./, ''), as]));
}

function contentOf(models: { readonly [contentType: string]: string }): object {
  return Object.fromEntries(Object.entries(models).map(([type, model]) => [type, { schema: { $ref: `#/components/schemas/${model}` } }]));
}

/** The models that methods name, and those that these refer to. */
function schemasOf(api: RestApi, { type }: ExportOptions): { readonly [name: string]: Value } {
  const wanted = [...api.resources.values()].flatMap(({ resourceMethods }) =>
    [...resourceMethods.values()].flatMap(({ requestModels, methodResponses }) => [
      ...Object.values(requestModels),
      ...Object.values(methodResponses).flatMap(({ responseModels = {} }) => Object.values(responseModels)),
    ]),
  );
  const prefix = type === 'swagger' ? '#/definitions/' : '#/components/schemas/';
  const schemas: Record<string, Value> = {};
  for (const name of wanted) {
    const model = api.models.get(name);
    if (!model || Object.hasOwn(schemas, name)) continue;
    schemas[name] = exportedSchema(model.schema, prefix);
    wanted.push(...modelsNamedIn(model.schema));
  }
  return schemas;
}

function exportedSchema(schema: Value, prefix: string): Value {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map((it: Value) => exportedSchema(it, prefix));
  const entries = Object.entries(schema).flatMap(([member, value]: [string, Value]): [string, Value][] => {
    if (member === '$schema') return [];
    if (member === '$ref' && typeof value === 'string') return [[member, `${prefix}${value.split('/').at(-1)}`]];
    return [[member, exportedSchema(value, prefix)]];
  });
  return Object.fromEntries(entries);
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

function hasMembers(map: object): boolean {
  return Object.keys(map).length > 0;
}
