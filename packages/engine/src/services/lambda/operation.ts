import type { AwsRequest } from '../../protocol/aws-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import type { AsynchronousInvocations } from './asynchronous-invocations.ts';
import { parseFunctionName } from './function-name.ts';
import type { LambdaService } from './lambda.ts';

/** What every operation works on. */
export interface LambdaState {
  readonly world: World;
  readonly lambda: LambdaService;
  readonly asynchronous: AsynchronousInvocations;
}

/** A request, with the parameters of its path decoded. */
export interface LambdaRequest extends AwsRequest {
  readonly path: { readonly [name: string]: string };
  readonly query: URLSearchParams;
}

export interface LambdaAnswer {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  /** JSON, unless it is a payload as the function answered it. */
  readonly body?: object | Buffer;
}

/** An operation of the Lambda API, over AWS's REST-JSON protocol. */
export interface Operation {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/2015-03-31/functions/{FunctionName}/policy`. */
  readonly path: string;
  /** Rejects with ServiceError as AWS refuses. */
  run(state: LambdaState, request: LambdaRequest): LambdaAnswer | Promise<LambdaAnswer>;
}

/**
 * The function that a request names, with the qualifier that stands in its name or in the query.
 *
 * @throws ServiceError ValidationException, InvalidParameterValueException
 */
export function functionOf({ path, query }: LambdaRequest): string {
  const given = path.FunctionName ?? '';
  const { functionName, qualifier } = parseFunctionName(given);
  const asked = query.get('Qualifier') ?? undefined;
  if (qualifier !== undefined && asked !== undefined && qualifier !== asked) {
    const message = 'The derived qualifier from the function name does not match the specified qualifier.';
    throw invalidParameter(message);
  }
  const used = asked ?? qualifier;
  return used === undefined ? functionName : `${functionName}:${used}`;
}

/** The members of a request's JSON. @throws ServiceError InvalidRequestContentException */
export function membersOf({ body }: LambdaRequest): { readonly [member: string]: unknown } {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    // An object that is ours alone: nobody else holds what was just parsed.
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as { readonly [member: string]: unknown };
  } catch {
    // Told below.
  }
  throw new ServiceError('InvalidRequestContentException', 'Could not parse request body into json: it must be an object', 400, {
    Type: 'User',
  });
}

/** @throws ServiceError InvalidParameterValueException */
export function textMember(members: { readonly [member: string]: unknown }, name: string): string {
  const value = members[name];
  if (typeof value !== 'string' || value === '') throw invalidParameter(`${name} must be a text that is not empty.`);
  return value;
}

export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterValueException', message, 400, { Type: 'User' });
}

/** One page of a list, with the marker of the next. @throws ServiceError InvalidParameterValueException */
export function pageOf<Item>(items: readonly Item[], query: URLSearchParams): { readonly page: readonly Item[]; readonly next: object } {
  const start = Number(query.get('Marker') ?? 0);
  const size = Number(query.get('MaxItems') ?? 50);
  if (!Number.isInteger(start) || start < 0) throw invalidParameter('Marker is not one that this list has answered.');
  if (!Number.isInteger(size) || size < 1) throw invalidParameter('MaxItems must be 1 or more.');
  const end = start + Math.min(size, 50);
  return { page: items.slice(start, end), next: end < items.length ? { NextMarker: String(end) } : {} };
}
