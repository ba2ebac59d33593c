import type { AwsRequest, AwsResponse, AwsService } from '../../protocol/aws-service.ts';
import { loadOnce } from '../../protocol/load-once.ts';
import { refuseOperation } from '../../protocol/refuse-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import type { LambdaService } from './lambda.ts';
import type { LambdaAnswer, LambdaState, Operation } from './operation.ts';

/** Exceptions whose text AWS spells `Message`. @source recorded on AWS by localstack */
const capitalMessage = ['AccessDeniedException', 'CodeSigningConfigNotFoundException', 'ResourceNotFoundException'];

/** The largest request, a package in base64 and all. @source recorded on AWS by localstack (test_lambda_api, oversized zip files) */
const maximumBodyBytes = 70_167_211;

const operations = loadOnce(async () => (await import('./operations.ts')).operations);

/** Lambda's own API, as the SDKs and the AWS CLI speak it. */
export function createLambdaApi({ world, lambda }: { readonly world: World; readonly lambda: LambdaService }): AwsService {
  const state: LambdaState = stateOf(world, lambda);
  return {
    signingName: 'lambda',
    async handle(request) {
      const found = await operationOf(request);
      return found ? answer(state, found.operation, request, found) : refuseOperation('lambda', request);
    },
    bodies: {
      maximumBytes: maximumBodyBytes,
      async refuse(request) {
        const name = (await operationOf(request))?.operation.name ?? 'Unknown';
        const message = `Request must be smaller than ${maximumBodyBytes} bytes for the ${name} operation`;
        return refusal(new ServiceError('RequestEntityTooLargeException', message, 413, { Type: 'User' }), request.requestId, {
          operation: name,
        });
      },
    },
  };
}

interface FoundOperation {
  readonly operation: Operation;
  readonly path: { readonly [name: string]: string };
  readonly query: URLSearchParams;
}

async function operationOf({ method, url }: Pick<AwsRequest, 'method' | 'url'>): Promise<FoundOperation | undefined> {
  const { pathname, searchParams: query } = new URL(url, 'http://localhost');
  for (const operation of await operations()) {
    if (operation.method !== method || (operation.having !== undefined && !query.has(operation.having))) continue;
    const path = matchPath(operation.path, pathname);
    if (path) return { operation, path, query };
  }
  return undefined;
}

function stateOf(world: World, lambda: LambdaService): LambdaState {
  const { functions, asynchronous, layers, code, mappings } = lambda;
  return { world, lambda, functions, asynchronous, layers, code, mappings };
}

async function answer(
  state: LambdaState,
  operation: Operation,
  request: AwsRequest,
  { path, query }: Pick<FoundOperation, 'path' | 'query'>,
): Promise<AwsResponse> {
  const traced = { operation: operation.name, resource: Object.values(path)[0] };
  const requestId = { 'x-amzn-requestid': request.requestId };
  try {
    const { status, headers, body, stream }: LambdaAnswer = await operation.answer(state, { ...request, path, query });
    const text = body === undefined || Buffer.isBuffer(body) ? (body ?? '') : JSON.stringify(body);
    return { status, headers: { 'content-type': 'application/json', ...requestId, ...headers }, body: text, stream, ...traced };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return refusal(error, request.requestId, traced);
  }
}

function refusal(
  { code, message, members, status }: ServiceError,
  requestId: string,
  traced: Pick<AwsResponse, 'operation' | 'resource'>,
): AwsResponse {
  // Where AWS has no words it says null.
  const document = { ...members, [capitalMessage.includes(code) ? 'Message' : 'message']: message || null };
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code, 'x-amzn-requestid': requestId };
  return { status, headers, body: JSON.stringify(document), ...traced, error: `${code}: ${message}` };
}

/** The parameters of a path, where it is the template's; a slash at the end counts for nothing. */
function matchPath(template: string, path: string): { readonly [name: string]: string } | undefined {
  const wanted = template.split('/');
  const given = path.replace(/\/$/, '').split('/');
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith('{')) parameters[segment.slice(1, -1)] = decode(value);
    else if (segment !== value) return undefined;
  }
  return parameters;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // Not percent-encoding: no function has such a name, and the refusal shows it as sent.
    return segment;
  }
}

/**
 * An operation of the Lambda API for a caller in this process: members in, document out.
 *
 * @throws ServiceError as the operation refuses
 */
export async function callLambda(
  { world, lambda }: { readonly world: World; readonly lambda: LambdaService },
  name: string,
  input: { readonly [member: string]: unknown },
): Promise<{ readonly [member: string]: unknown }> {
  const operation = (await operations()).find((it) => it.name === name);
  if (!operation?.call) throw new Error(`Lambda has no operation ${name} that could be called so.`);
  const document = await operation.call(stateOf(world, lambda), input);
  return { ...document };
}
