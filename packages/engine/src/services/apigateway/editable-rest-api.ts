import { ServiceError } from '../../protocol/service-error.ts';
import { identifierOf } from '../identifier.ts';
import type { RestApiPolicy } from './policy/rest-api-policy.ts';
import type { Authorizer, Deployment, GatewayResponse, Method, Model, RequestValidator, Resource, RestApi } from './rest-api.ts';
import { checkTransferMode } from './transfer-mode.ts';

/** An API while it is built up; a deployment copies it, so that what is served stays as it was. */
export interface EditableRestApi extends RestApi {
  name: string;
  description?: string | undefined;
  version?: string | undefined;
  tags?: RestApi['tags'];
  endpointConfiguration?: RestApi['endpointConfiguration'];
  createdAtMs?: number | undefined;
  policy: RestApiPolicy | undefined;
  readonly binaryMediaTypes: string[];
  apiKeySource: RestApi['apiKeySource'];
  minimumCompressionSize: number | undefined;
  disableExecuteApiEndpoint: boolean;
  readonly resources: Map<string, EditableResource>;
  readonly models: Map<string, Model>;
  readonly requestValidators: Map<string, RequestValidator>;
  readonly authorizers: Map<string, Authorizer>;
  readonly gatewayResponses: Map<string, GatewayResponse>;
  source: object;
}

export interface EditableResource extends Resource {
  readonly resourceMethods: Map<string, Method>;
}

export const apiKeySources = ['HEADER', 'AUTHORIZER'] as const;

export const authorizationTypes = ['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS'] as const;

/** In the order in which AWS names them. @source localstack's recording of PutMethod */
export const httpMethods = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'] as const;

export interface NewRestApi {
  readonly id: string;
  readonly name: string;
  readonly executeApiArn: string;
  readonly source: object;
}

export function createEditableRestApi({ id, name, executeApiArn, source }: NewRestApi): EditableRestApi {
  const rootResourceId = identifierOf(`${id} /`, 10);
  const root: EditableResource = { id: rootResourceId, parentId: undefined, pathPart: '', path: '/', resourceMethods: new Map(), source };
  return {
    id,
    name,
    executeApiArn,
    policy: undefined,
    rootResourceId,
    binaryMediaTypes: [],
    apiKeySource: 'HEADER',
    minimumCompressionSize: undefined,
    disableExecuteApiEndpoint: false,
    resources: new Map([[rootResourceId, root]]),
    models: new Map(defaultModels(source).map((model) => [model.name, model])),
    requestValidators: new Map(),
    authorizers: new Map(),
    gatewayResponses: new Map(),
    source,
  };
}

/** Every API has these two. @source localstack's recordings of CreateRestApi and GetModels */
function defaultModels(source: object): readonly Model[] {
  const empty = { $schema: 'http://json-schema.org/draft-04/schema#', title: 'Empty Schema', type: 'object' };
  const error = {
    $schema: 'http://json-schema.org/draft-04/schema#',
    title: 'Error Schema',
    type: 'object',
    properties: { message: { type: 'string' } },
  };
  const json = { contentType: 'application/json', declaredBy: undefined, source };
  return [
    { name: 'Empty', description: 'This is a default empty schema model', ...json, schema: empty },
    { name: 'Error', description: 'This is a default error schema model', ...json, schema: error },
  ];
}

/** @throws ServiceError BadRequestException, ConflictException with AWS's wording */
export function addResource(api: EditableRestApi, parent: EditableResource, pathPart: string, source: object): EditableResource {
  checkPathPart(api, parent, pathPart, undefined);
  const path = pathBelow(parent, pathPart);
  const resource = { id: freeResourceId(api, path), parentId: parent.id, pathPart, path, resourceMethods: new Map(), source };
  api.resources.set(resource.id, resource);
  return resource;
}

/**
 * Gives a resource another name or parent; all below it goes along.
 * @throws ServiceError BadRequestException, ConflictException with AWS's wording
 */
export function moveResource(
  api: EditableRestApi,
  resource: EditableResource,
  to: { parentId: string; pathPart: string },
): EditableResource {
  const parent = resourceOf(api, to.parentId);
  for (let above: EditableResource | undefined = parent; above; above = api.resources.get(above.parentId ?? ''))
    if (above.id === resource.id) throw new ServiceError('BadRequestException', 'Resources cannot be cyclical.', 400);
  checkPathPart(api, parent, to.pathPart, resource.id);
  const moved: EditableResource = { ...resource, ...to, path: pathBelow(parent, to.pathPart) };
  api.resources.set(moved.id, moved);
  const above = [moved];
  for (const it of above) {
    for (const child of api.resources.values()) {
      if (child.parentId !== it.id) continue;
      const renamed = { ...child, path: pathBelow(it, child.pathPart) };
      api.resources.set(renamed.id, renamed);
      above.push(renamed);
    }
  }
  return moved;
}

/** On AWS a resource takes all below it along. */
export function removeResource(api: EditableRestApi, resourceId: string): void {
  const doomed = [resourceId];
  for (const id of doomed) for (const it of api.resources.values()) if (it.parentId === id) doomed.push(it.id);
  for (const id of doomed) api.resources.delete(id);
}

function pathBelow(parent: EditableResource, pathPart: string): string {
  return `${parent.path === '/' ? '' : parent.path}/${pathPart}`;
}

/** The same in every run for the same path, unless a resource that was there before has it. */
function freeResourceId(api: EditableRestApi, path: string): string {
  for (let count = 0; ; count += 1) {
    const id = identifierOf(`${api.id} ${path}${count === 0 ? '' : ` ${count}`}`, 6);
    if (!api.resources.has(id)) return id;
  }
}

/** @source localstack's recordings of CreateResource and UpdateResource */
function checkPathPart(api: EditableRestApi, parent: EditableResource, pathPart: string, ownId: string | undefined): void {
  if (!/^([a-zA-Z0-9._:-]+|\{[a-zA-Z0-9._:-]+\+?\})$/.test(pathPart)) {
    const message =
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.";
    throw new ServiceError('BadRequestException', message, 400);
  }
  if (parent.pathPart.endsWith('+}')) {
    const message = `Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`;
    throw new ServiceError('BadRequestException', message, 400);
  }
  const siblings = [...api.resources.values()].filter((it) => it.parentId === parent.id && it.id !== ownId);
  if (siblings.some((it) => it.pathPart === pathPart)) {
    throw new ServiceError('ConflictException', `Another resource with the same parent already has this name: ${pathPart}`, 409);
  }
  const variable = siblings.find((it) => isVariable(it.pathPart) && isVariable(pathPart));
  if (variable) {
    const message = `A sibling (${variable.pathPart}) of this resource already has a variable path part -- only one is allowed`;
    throw new ServiceError('BadRequestException', message, 400);
  }
}

/** The resource at `path`, made with all that lead to it where they are missing. */
export function resourceAtPath(api: EditableRestApi, path: string, source: object): EditableResource {
  let resource = resourceOf(api, api.rootResourceId);
  for (const pathPart of path.split('/').filter((part) => part !== '')) {
    const child = [...api.resources.values()].find((it) => it.parentId === resource.id && it.pathPart === pathPart);
    resource = child ?? addResource(api, resource, pathPart, source);
  }
  return resource;
}

export function resourceOf(api: EditableRestApi, resourceId: string): EditableResource {
  const resource = api.resources.get(resourceId);
  if (!resource) throw new ServiceError('NotFoundException', 'Invalid Resource identifier specified', 404);
  return resource;
}

/** @throws ServiceError ConflictException when the resource has the method, BadRequestException on an unknown one */
export function putMethod(api: EditableRestApi, resource: EditableResource, method: Method): void {
  if (!httpMethods.some((it) => it === method.httpMethod)) {
    throw new ServiceError('BadRequestException', `Invalid HttpMethod specified. Valid options are ${httpMethods.join(',')}`, 400);
  }
  if (method.authorizationType === 'CUSTOM' || method.authorizationType === 'COGNITO_USER_POOLS') {
    if (method.authorizerId === undefined || !api.authorizers.has(method.authorizerId)) {
      throw new ServiceError(
        'BadRequestException',
        'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
        400,
      );
    }
  }
  checkReferences(api, method);
  if (method.methodIntegration) checkTransferMode(method.methodIntegration);
  resource.resourceMethods.set(method.httpMethod, method);
}

/** @source localstack's recordings of PutMethod */
function checkReferences(api: EditableRestApi, { requestValidatorId, requestModels, requestParameters }: Method): void {
  if (requestValidatorId !== undefined && !api.requestValidators.has(requestValidatorId))
    throw new ServiceError('BadRequestException', 'Invalid Request Validator identifier specified', 400);
  for (const model of Object.values(requestModels)) {
    if (!api.models.has(model)) throw new ServiceError('BadRequestException', `Invalid model identifier specified: ${model}`, 400);
  }
  const names = Object.keys(requestParameters).map((it) => it.replace(/^method\.request\.[a-z]+\./, ''));
  if (new Set(names).size < names.length)
    throw new ServiceError('BadRequestException', 'Parameter names must be unique across querystring, header and path', 400);
}

/** Takes away all that an API has, but for its root. */
export function clearRestApi(api: EditableRestApi): void {
  for (const [id, resource] of api.resources) {
    if (id === api.rootResourceId) resource.resourceMethods.clear();
    else api.resources.delete(id);
  }
  api.binaryMediaTypes.length = 0;
  for (const map of [api.models, api.requestValidators, api.authorizers, api.gatewayResponses]) map.clear();
  Object.assign(api, {
    policy: undefined,
    minimumCompressionSize: undefined,
    apiKeySource: 'HEADER',
    version: undefined,
    description: undefined,
  });
}

export function putGatewayResponse(api: EditableRestApi, response: GatewayResponse): void {
  api.gatewayResponses.set(response.responseType, response);
}

/** Remembers what an API has; the answer puts it back. */
export function restoreRestApi(api: EditableRestApi): () => void {
  const { resources, models, requestValidators, authorizers, gatewayResponses, binaryMediaTypes, ...members } = api;
  const resourcesBefore = [...resources].map(([id, it]) => [id, { ...it, resourceMethods: new Map(it.resourceMethods) }] as const);
  const before = [[...models], [...requestValidators], [...authorizers], [...gatewayResponses]] as const;
  const typesBefore = [...binaryMediaTypes];
  return () => {
    Object.assign(api, members);
    refill(resources, resourcesBefore);
    refill(models, before[0]);
    refill(requestValidators, before[1]);
    refill(authorizers, before[2]);
    refill(gatewayResponses, before[3]);
    binaryMediaTypes.splice(0, binaryMediaTypes.length, ...typesBefore);
  };
}

function refill<Value>(map: Map<string, Value>, entries: readonly (readonly [string, Value])[]): void {
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}

/** Copies an API as it stands. @throws ServiceError BadRequestException when there is nothing to serve */
export function snapshotOf(
  api: EditableRestApi,
  deployment: Omit<Deployment, 'restApi'>,
  unfinished: 'refused' | 'methods without integration may be' = 'refused',
): Deployment {
  const methods = [...api.resources.values()].flatMap((resource) => [...resource.resourceMethods.values()]);
  if (unfinished === 'refused' && methods.length === 0)
    throw new ServiceError('BadRequestException', "The REST API doesn't contain any methods", 400);
  if (unfinished === 'refused' && methods.some((method) => !method.methodIntegration))
    throw new ServiceError('BadRequestException', 'No integration defined for method', 400);
  const resources = [...api.resources].map(
    ([resourceId, it]) => [resourceId, { ...it, resourceMethods: new Map(it.resourceMethods) }] as const,
  );
  const restApi: RestApi = {
    ...api,
    binaryMediaTypes: [...api.binaryMediaTypes],
    resources: new Map(resources),
    models: new Map(api.models),
    requestValidators: new Map(api.requestValidators),
    authorizers: new Map(api.authorizers),
    gatewayResponses: new Map(api.gatewayResponses),
  };
  return Object.freeze({ ...deployment, restApi: Object.freeze(restApi) });
}

function isVariable(pathPart: string): boolean {
  return pathPart.startsWith('{');
}
