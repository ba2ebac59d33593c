import { ServiceError } from '../../protocol/service-error.ts';
import { identifierOf } from '../identifier.ts';
import type { RestApiPolicy } from './policy/rest-api-policy.ts';
import type { Authorizer, Deployment, GatewayResponse, Method, Model, RequestValidator, Resource, RestApi } from './rest-api.ts';

/** An API while it is built up; a deployment copies it, so that what is served stays as it was. */
export interface EditableRestApi extends RestApi {
  name: string;
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

export const httpMethods = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;

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
  return [
    { name: 'Empty', contentType: 'application/json', schema: empty, declaredBy: undefined, source },
    { name: 'Error', contentType: 'application/json', schema: error, declaredBy: undefined, source },
  ];
}

/** @throws ServiceError BadRequestException, ConflictException with AWS's wording */
export function addResource(api: EditableRestApi, parent: EditableResource, pathPart: string, source: object): EditableResource {
  if (!/^([a-zA-Z0-9._:-]+|\{[a-zA-Z0-9._:-]+\+?\})$/.test(pathPart)) {
    const message =
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.";
    throw new ServiceError('BadRequestException', message, 400);
  }
  if (parent.pathPart.endsWith('+}')) {
    const message = `Cannot create a child of a resource with a greedy path variable: ${parent.pathPart.slice(0, -2)}}`;
    throw new ServiceError('BadRequestException', message, 400);
  }
  const path = `${parent.path === '/' ? '' : parent.path}/${pathPart}`;
  const siblings = [...api.resources.values()].filter((it) => it.parentId === parent.id);
  if (siblings.some((it) => it.pathPart === pathPart)) {
    throw new ServiceError('ConflictException', `Another resource with the same parent already has this name: ${pathPart}`, 409);
  }
  const variable = siblings.find((it) => isVariable(it.pathPart) && isVariable(pathPart) && isGreedy(it.pathPart) === isGreedy(pathPart));
  if (variable) {
    throw new ServiceError(
      'BadRequestException',
      `A sibling (${variable.pathPart}) of this resource already has a variable path part -- only one is allowed`,
      400,
    );
  }
  const resource: EditableResource = {
    id: identifierOf(`${api.id} ${path}`, 6),
    parentId: parent.id,
    pathPart,
    path,
    resourceMethods: new Map(),
    source,
  };
  api.resources.set(resource.id, resource);
  return resource;
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
  resource.resourceMethods.set(method.httpMethod, method);
}

export function putGatewayResponse(api: EditableRestApi, response: GatewayResponse): void {
  api.gatewayResponses.set(response.responseType, response);
}

/** Copies an API as it stands. @throws ServiceError BadRequestException when there is nothing to serve */
export function snapshotOf(api: EditableRestApi, id: string, createdAtMs: number): Deployment {
  const methods = [...api.resources.values()].flatMap((resource) => [...resource.resourceMethods.values()]);
  if (methods.length === 0) throw new ServiceError('BadRequestException', "The REST API doesn't contain any methods", 400);
  if (methods.some((method) => !method.methodIntegration))
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
  return Object.freeze({ id, restApi: Object.freeze(restApi), createdAtMs });
}

function isVariable(pathPart: string): boolean {
  return pathPart.startsWith('{');
}

function isGreedy(pathPart: string): boolean {
  return pathPart.endsWith('+}');
}
