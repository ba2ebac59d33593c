import type { RestJsonOperation } from '../../protocol/rest-json.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import type { ApiGatewayService } from './apigateway.ts';
import type { ApiKey, Deployment, Integration, Method, Resource, RestApi, Stage, UsagePlan } from './rest-api.ts';
import type { TestInvoker } from './test-invoker.ts';

/** What the operations of the control plane work on. */
export interface ControlPlane {
  readonly world: World;
  readonly apigateway: ApiGatewayService;
  /** Runs a method or an authorizer as it stands, outside every stage. */
  readonly testInvoker: TestInvoker;
}

export type Operation = RestJsonOperation<ControlPlane>;

type Path = { readonly [label: string]: string };

/** @throws ServiceError NotFoundException */
export function restApiOf({ apigateway, world }: ControlPlane, id = ''): RestApi {
  const api = apigateway.restApis.get(id);
  if (!api) throw notFound(`Invalid API identifier specified ${world.accountId}:${id}`);
  return api;
}

/** A resource of an API; one of an unknown API is unknown as well. @throws ServiceError NotFoundException */
export function resourceOf({ apigateway }: ControlPlane, path: Path): Resource {
  const resource = apigateway.restApis.get(path.restapi_id ?? '')?.resources.get(path.resource_id ?? path.parent_id ?? '');
  if (!resource) throw notFound('Invalid Resource identifier specified');
  return resource;
}

/** @throws ServiceError NotFoundException */
export function methodOf(plane: ControlPlane, path: Path): Method {
  const method = resourceOf(plane, path).resourceMethods.get(path.http_method ?? '');
  if (!method) throw notFound('Invalid Method identifier specified');
  return method;
}

/** @throws ServiceError NotFoundException */
export function integrationOf(plane: ControlPlane, path: Path): Integration {
  const { methodIntegration } = methodOf(plane, path);
  if (!methodIntegration) throw notFound('Invalid Integration identifier specified');
  return methodIntegration;
}

/** @throws ServiceError NotFoundException */
export function stageOf({ apigateway }: ControlPlane, path: Path): Stage {
  const stage = apigateway.stages().find((it) => it.restApiId === path.restapi_id && it.stageName === path.stage_name);
  if (!stage) throw notFound('Invalid stage identifier specified');
  return stage;
}

/** @throws ServiceError NotFoundException */
export function deploymentOf({ apigateway }: ControlPlane, path: Path): Deployment {
  const found = apigateway.deployments().find((it) => it.restApi.id === path.restapi_id && it.id === path.deployment_id);
  if (!found) throw notFound('Invalid Deployment identifier specified');
  return found;
}

/** @throws ServiceError NotFoundException */
export function apiKeyOf({ apigateway }: ControlPlane, id = ''): ApiKey {
  const key = apigateway.apiKeys.get(id);
  if (!key) throw notFound('Invalid API Key identifier specified');
  return key;
}

/** @throws ServiceError NotFoundException */
export function usagePlanOf({ apigateway }: ControlPlane, id = ''): UsagePlan {
  const plan = apigateway.usagePlans.get(id);
  if (!plan) throw notFound('Invalid Usage Plan ID specified');
  return plan;
}

export function notFound(message: string): ServiceError {
  return new ServiceError('NotFoundException', message, 404);
}

export function badRequest(message: string): ServiceError {
  return new ServiceError('BadRequestException', message, 400);
}

export function conflict(message: string): ServiceError {
  return new ServiceError('ConflictException', message, 409);
}

/** A page of a list: `limit` of them (25 without it), from `position` on. The lists of this service are named `item` on the wire. */
export function pageOf(items: readonly object[], query: URLSearchParams): { readonly item: readonly object[]; readonly position?: string } {
  const limit = Number(query.get('limit') ?? 25);
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) throw badRequest('Invalid limit parameter: it must be between 1 and 500');
  const from = query.has('position') ? Number(Buffer.from(query.get('position') ?? '', 'base64url').toString()) : 0;
  if (!Number.isInteger(from) || from < 0) throw badRequest('Invalid position parameter');
  const rest = items.length > from + limit ? { position: Buffer.from(String(from + limit)).toString('base64url') } : {};
  return { item: items.slice(from, from + limit), ...rest };
}
