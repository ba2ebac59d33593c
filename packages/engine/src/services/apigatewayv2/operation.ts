import type { RestJsonInput, RestJsonOperation } from '../../protocol/rest-json.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import type { Mapping } from '../read-value.ts';
import type { ApiGatewayV2Service } from './apigatewayv2.ts';
import type { EditableHttpApi } from './editable-http-api.ts';
import type { HttpApi, Stage } from './http-api.ts';
import { badRequest, notFound } from './refusals.ts';

/** What the operations of the control plane work on. */
export interface ControlPlaneV2 {
  readonly world: World;
  readonly apigatewayv2: ApiGatewayV2Service;
}

export type Operation = RestJsonOperation<ControlPlaneV2>;

/** @source public transcripts of the AWS CLI */
export function unknownApi({ world }: ControlPlaneV2, apiId: string): ServiceError {
  return new ServiceError('NotFoundException', `Invalid API identifier specified ${world.accountId}:${apiId}`, 404);
}

/** The API that the path names. @throws ServiceError NotFoundException */
export function apiOf(plane: ControlPlaneV2, { path: { apiId = '' } }: RestJsonInput): HttpApi {
  const api = plane.apigatewayv2.apis.get(apiId);
  if (!api) throw unknownApi(plane, apiId);
  return api;
}

/** Changes the API that the path names. @throws ServiceError NotFoundException */
export function edit<Result>(plane: ControlPlaneV2, input: RestJsonInput, change: (api: EditableHttpApi) => Result): Result {
  const { apiId } = apiOf(plane, input);
  return plane.apigatewayv2.editApi(apiId, change);
}

/** @throws ServiceError NotFoundException */
export function stageOf(plane: ControlPlaneV2, input: RestJsonInput): Stage {
  const { apiId } = apiOf(plane, input);
  const stage = plane.apigatewayv2.stages().find((it) => it.apiId === apiId && it.stageName === input.path.stageName);
  if (!stage) throw notFound('Stage');
  return stage;
}

/** Everything that came over the wire is JSON: a mapping of values. */
export function membersOf({ body }: RestJsonInput): Mapping {
  return JSON.parse(JSON.stringify(body));
}

/** Seven letters and digits that no other thing has. */
export function newId(world: World, length = 7): string {
  return BigInt(`0x${world.hex(32)}`)
    .toString(36)
    .padStart(length, 'a')
    .slice(-length);
}

/** A page of a list: `maxResults` of them, from `nextToken` on. */
export function pageOf(items: readonly object[], { query }: RestJsonInput): object {
  const limit = Number(query.get('maxResults') ?? 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) throw badRequest('maxResults must be between 1 and 500');
  const from = query.has('nextToken') ? Number(Buffer.from(query.get('nextToken') ?? '', 'base64url').toString()) : 0;
  if (!Number.isInteger(from) || from < 0) throw badRequest('Invalid nextToken');
  const rest = items.length > from + limit ? { nextToken: Buffer.from(String(from + limit)).toString('base64url') } : {};
  return { items: items.slice(from, from + limit), ...rest };
}
