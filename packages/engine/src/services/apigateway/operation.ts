import type { RestJsonOperation } from '../../protocol/rest-json.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import type { ApiGatewayService } from './apigateway.ts';
import type { ApiKey, RestApi, Stage } from './rest-api.ts';

/** What the operations of the control plane work on. */
export interface ControlPlane {
  readonly world: World;
  readonly apigateway: ApiGatewayService;
}

export type Operation = RestJsonOperation<ControlPlane>;

/** @throws ServiceError NotFoundException */
export function restApiOf({ apigateway }: ControlPlane, id = ''): RestApi {
  const api = apigateway.restApis.get(id);
  if (!api) throw notFound('Invalid API identifier specified');
  return api;
}

/** @throws ServiceError NotFoundException */
export function stageOf(plane: ControlPlane, restApiId: string | undefined, stageName: string | undefined): Stage {
  const api = restApiOf(plane, restApiId);
  const stage = plane.apigateway.stages().find((it) => it.restApiId === api.id && it.stageName === stageName);
  if (!stage) throw notFound('Invalid stage identifier specified');
  return stage;
}

/** @throws ServiceError NotFoundException */
export function apiKeyOf({ apigateway }: ControlPlane, id = ''): ApiKey {
  const key = apigateway.apiKeys.get(id);
  if (!key) throw notFound('Invalid API Key identifier specified');
  return key;
}

export function notFound(message: string): ServiceError {
  return new ServiceError('NotFoundException', message, 404);
}

export function badRequest(message: string): ServiceError {
  return new ServiceError('BadRequestException', message, 400);
}

/** A page of a list: `limit` of them (25 without it), from `position` on. The lists of this service are named `item` on the wire. */
export function pageOf(items: readonly object[], query: URLSearchParams): object {
  const limit = Number(query.get('limit') ?? 25);
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) throw badRequest('Invalid limit parameter: it must be between 1 and 500');
  const from = query.has('position') ? Number(Buffer.from(query.get('position') ?? '', 'base64url').toString()) : 0;
  if (!Number.isInteger(from) || from < 0) throw badRequest('Invalid position parameter');
  const rest = items.length > from + limit ? { position: Buffer.from(String(from + limit)).toString('base64url') } : {};
  return { item: items.slice(from, from + limit), ...rest };
}
