import type { AwsRequest, AwsResponse, AwsService } from '../../protocol/aws-service.ts';
import { refuseService } from '../../protocol/refuse-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import type { LambdaService } from './lambda.ts';
import type { LambdaAnswer, LambdaState, Operation } from './operation.ts';
import { operations } from './operations.ts';

/** Exceptions whose text AWS spells `Message`. @source recorded on AWS by localstack */
const capitalMessage = ['AccessDeniedException', 'CodeSigningConfigNotFoundException', 'ResourceNotFoundException'];

/** Lambda's own API, as the SDKs and the AWS CLI speak it. */
export function createLambdaApi({ world, lambda }: { readonly world: World; readonly lambda: LambdaService }): AwsService {
  const state: LambdaState = stateOf(world, lambda);
  return {
    signingName: 'lambda',
    async handle(request) {
      const { pathname, searchParams } = new URL(request.url, 'http://localhost');
      for (const operation of operations) {
        const { method, having } = operation;
        if (method !== request.method || (having !== undefined && !searchParams.has(having))) continue;
        const path = matchPath(operation.path, pathname);
        if (path) return answer(state, operation, request, { path, query: searchParams });
      }
      return refuseService('lambda', request);
    },
  };
}

function stateOf(world: World, lambda: LambdaService): LambdaState {
  const { functions, asynchronous, layers, code, mappings } = lambda;
  return { world, lambda, functions, asynchronous, layers, code, mappings };
}

async function answer(
  state: LambdaState,
  operation: Operation,
  request: AwsRequest,
  { path, query }: { readonly path: { readonly [name: string]: string }; readonly query: URLSearchParams },
): Promise<AwsResponse> {
  const traced = { operation: operation.name, resource: Object.values(path)[0] };
  const requestId = { 'x-amzn-requestid': request.requestId };
  try {
    const { status, headers, body, stream }: LambdaAnswer = await operation.answer(state, { ...request, path, query });
    const text = body === undefined || Buffer.isBuffer(body) ? (body ?? '') : JSON.stringify(body);
    return { status, headers: { 'content-type': 'application/json', ...requestId, ...headers }, body: text, stream, ...traced };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { code, message, members } = error;
    const document = { ...members, [capitalMessage.includes(code) ? 'Message' : 'message']: message };
    const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code, ...requestId };
    return { status: error.status, headers, body: JSON.stringify(document), ...traced, error: `${code}: ${message}` };
  }
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
  const operation = operations.find((it) => it.name === name);
  if (!operation?.call) throw new Error(`Lambda has no operation ${name} that could be called so.`);
  const document = await operation.call(stateOf(world, lambda), input);
  return { ...document };
}
