import type { AwsRequest } from '../../protocol/aws-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { isRecord, type Members, type StructureType, structure, throwProblems } from '../../protocol/shape.ts';
import type { World } from '../../world/world.ts';
import type { AsynchronousInvocations } from './asynchronous-invocations.ts';
import type { EventSourceMappings } from './event-source-mappings.ts';
import type { CodeSource } from './function-code-source.ts';
import { type FunctionReference, functionArn, parseFunctionName, placeOf } from './function-name.ts';
import type { FunctionStore } from './function-store.ts';
import { jsonFault } from './json-fault.ts';
import type { LambdaService } from './lambda.ts';
import type { LambdaFunction } from './lambda-function.ts';
import type { LayerStore } from './layer-store.ts';
import { invalidParameter, notFound } from './operation-error.ts';

/** What every operation works on. */
export interface LambdaState {
  readonly world: World;
  readonly lambda: LambdaService;
  readonly functions: FunctionStore;
  readonly asynchronous: AsynchronousInvocations;
  readonly layers: LayerStore;
  readonly code: CodeSource;
  readonly mappings: EventSourceMappings;
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
  /** Goes out after the body, piece by piece. */
  readonly stream?: AsyncIterable<Buffer> | undefined;
}

/** An operation of the Lambda API, over AWS's REST-JSON protocol. */
export interface Operation {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/2015-03-31/functions/{FunctionName}/policy`. */
  readonly path: string;
  /** A parameter of the query that tells this operation from another at the same method and path. */
  readonly having?: string | undefined;
  /** Rejects with ServiceError as AWS refuses. */
  answer(state: LambdaState, request: LambdaRequest): LambdaAnswer | Promise<LambdaAnswer>;
  /** The same for a caller in this process: members in, document out. Absent where a payload is no document. */
  call?(state: LambdaState, input: { readonly [member: string]: unknown }): Promise<object>;
}

/** An operation whose input and output are documents. */
export interface DocumentOperation<M extends Members> {
  readonly name: string;
  readonly method: Operation['method'];
  readonly path: string;
  readonly having?: string;
  /** Of success; 200 without it. An undefined document is an empty body. */
  readonly status?: number;
  /** Path, query and body together, with AWS's constraints. */
  readonly input: M;
  run(state: LambdaState, input: StructureType<M>): object | undefined | Promise<object | undefined>;
}

export function operation<M extends Members>({ name, method, path, having, status = 200, input, run }: DocumentOperation<M>): Operation {
  const shape = structure(`com.amazonaws.lambda.${name}Request`, input);
  const read = (state: LambdaState, wire: unknown): StructureType<M> => {
    const value = shape.read(wire, 'field');
    const problems: string[] = [];
    shape.check(value, '', problems);
    throwProblems(problems);
    checkRegion(state.world, Reflect.get(value, 'FunctionName'));
    return value;
  };
  return {
    name,
    method,
    path,
    having,
    async answer(state, request) {
      const wire = { ...queryOf(request.query), ...(request.body.length > 0 && membersOf(request)), ...request.path };
      const body = await run(state, read(state, wire));
      return { status, ...(body && { body }) };
    },
    call: async (state, members) => (await run(state, read(state, members))) ?? {},
  };
}

/** An ARN may name another Region, and nothing of that is here. @throws ServiceError ResourceNotFoundException */
export function checkRegion({ region }: World, name: unknown): void {
  const named = typeof name === 'string' ? placeOf(name).region : undefined;
  if (named !== undefined && named !== region) throw notFound(`Functions from '${named}' are not reachable in this region ('${region}')`);
}

function queryOf(query: URLSearchParams): Record<string, string | readonly string[]> {
  const members: Record<string, string | readonly string[]> = {};
  for (const name of query.keys()) {
    const values = query.getAll(name);
    members[name] = values.length === 1 && values[0] !== undefined ? values[0] : values;
  }
  return members;
}

/** The members of a request's JSON. @throws ServiceError InvalidRequestContentException */
function membersOf({ body }: LambdaRequest): { readonly [member: string]: unknown } {
  let reason = 'it must be an object';
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (isRecord(value)) return value;
  } catch {
    reason = jsonFault(body);
  }
  throw new ServiceError('InvalidRequestContentException', `Could not parse request body into json: ${reason}`, 400, { Type: 'User' });
}

/**
 * The function that a request names, with the qualifier that stands in its name or beside it.
 *
 * @throws ServiceError ValidationException, InvalidParameterValueException
 */
export function referenceOf(name: string, asked?: string): FunctionReference {
  const { functionName, qualifier } = parseFunctionName(name);
  if (qualifier !== undefined && asked !== undefined && qualifier !== asked) {
    throw invalidParameter('The derived qualifier from the function name does not match the specified qualifier.');
  }
  return { functionName, qualifier: asked ?? qualifier };
}

/** The function, whose version or alias must be there where one is named. @throws ServiceError ResourceNotFoundException */
export function qualifiedFunction({ functions, world }: LambdaState, reference: FunctionReference): LambdaFunction {
  const found = functions.find(reference);
  const { functionName, qualifier } = reference;
  if (qualifier === undefined || qualifier === '$LATEST' || found.aliases.has(qualifier) || found.versions.has(qualifier)) return found;
  if (/^\d+$/.test(qualifier) || qualifier.includes('$')) throw functions.notFound(reference);
  throw notFound(`Cannot find alias arn: ${functionArn(world, functionName, qualifier)}`);
}

/** The function of an operation that versions and aliases do not have; `missing` is what some name it by that is not there. @throws ServiceError InvalidParameterValueException */
export function unqualifiedFunction({ functions }: LambdaState, name: string, missing?: '$LATEST'): LambdaFunction {
  const { functionName, qualifier } = parseFunctionName(name);
  if (qualifier !== undefined) {
    throw invalidParameter(
      'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.',
    );
  }
  return functions.find({ functionName, qualifier: missing });
}

/** @throws ServiceError PreconditionFailedException */
export function checkRevision(given: string | undefined, revisionId: string, call = 'GetFunction/GetAlias'): void {
  if (given === undefined || given === revisionId) return;
  const message = `The Revision Id provided does not match the latest Revision Id. Call the ${call} API to retrieve the latest Revision Id`;
  throw new ServiceError('PreconditionFailedException', message, 412, { Type: 'User' });
}

export interface PageRequest {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** One page of a list, with the marker of the next. @throws ServiceError InvalidParameterValueException */
export function pageOf<Item>(
  items: readonly Item[],
  { Marker: marker, MaxItems: size = 50 }: PageRequest,
): { readonly page: readonly Item[]; readonly next: { readonly NextMarker?: string } } {
  const start = marker === undefined ? 0 : Number(Buffer.from(marker, 'base64').toString('latin1'));
  if (!Number.isInteger(start) || start < 0) throw invalidParameter('Invalid pagination token');
  const end = start + Math.min(size, 50);
  return { page: items.slice(start, end), next: end < items.length ? { NextMarker: Buffer.from(String(end)).toString('base64') } : {} };
}
