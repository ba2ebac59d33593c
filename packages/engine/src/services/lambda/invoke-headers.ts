import { ServiceError } from '../../protocol/service-error.ts';
import type { FunctionReference } from './function-name.ts';
import { checkRegion, type LambdaRequest, type LambdaState, referenceOf } from './operation.ts';
import { invalidParameter } from './operation-error.ts';

/** What the invocations have in common: which function, and what it sees of the call. @source "Invoke", AWS Lambda API reference */

const maximumContextLength = 3583;

export interface InvocationTarget {
  readonly reference: FunctionReference;
  /** With the qualifier behind it. */
  readonly functionName: string;
}

/** @throws ServiceError ResourceNotFoundException, ValidationException */
export function targetOf(state: LambdaState, { path, query }: LambdaRequest): InvocationTarget {
  const reference = referenceOf(path.FunctionName ?? '', query.get('Qualifier') ?? undefined);
  checkRegion(state.world, path.FunctionName);
  const { functionName, qualifier } = reference;
  // Of a function that is not there, the version that was meant is told. @source recorded on AWS by localstack, 2025-11 (test_invoke_exceptions)
  state.functions.resolve({ functionName, qualifier: qualifier ?? '$LATEST' });
  return { reference, functionName: qualifier === undefined ? functionName : `${functionName}:${qualifier}` };
}

/** What the function sees of the call: every attempt has the request's id. */
export function circumstances(request: LambdaRequest): { requestId: string; traceId: string; clientContext: string | undefined } {
  return {
    requestId: request.requestId,
    traceId: header(request, 'x-amzn-trace-id') ?? '',
    clientContext: clientContextOf(header(request, 'x-amz-client-context')),
  };
}

/** @returns JSON text */
function clientContextOf(base64: string | undefined): string | undefined {
  if (base64 === undefined) return undefined;
  if (base64.length > maximumContextLength) throw invalidParameter(`Client context must be no longer than ${maximumContextLength} bytes.`);
  const text = Buffer.from(base64, 'base64').toString('utf8');
  try {
    JSON.parse(text);
  } catch {
    throw new ServiceError('InvalidRequestContentException', 'Client context must be a valid Base64-encoded JSON object.', 400, {
      Type: 'User',
    });
  }
  return text;
}

export function header({ headers }: LambdaRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
}

export function oneOf(member: string, value: string, values: string): ServiceError {
  const message = `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must satisfy enum value set: [${values}]`;
  return new ServiceError('ValidationException', message, 400);
}
