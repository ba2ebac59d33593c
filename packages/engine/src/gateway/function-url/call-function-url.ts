import { ServiceError } from '../../protocol/service-error.ts';
import type { FunctionUrl, InvocationResult, InvokeRequest } from '../../services/lambda/lambda.ts';
import type { RequestTrace } from '../../trace/trace.ts';
import type { GatewayParts } from '../gateway-parts.ts';
import type { GatewayAnswer } from '../gateway-request.ts';
import { answerOfResult2, isFault } from '../http/lambda-result.ts';
import { preludeContentType, restOf, takePrelude } from '../stream-prelude.ts';
import { FunctionUrlError } from './function-url-error.ts';

export interface FunctionUrlCall {
  readonly url: FunctionUrl;
  readonly payload: string;
  readonly traceId: string;
  readonly trace: RequestTrace;
}

/** Invokes the function behind a URL, as a whole or as it writes. @throws FunctionUrlError */
export async function callFunctionUrl(
  { url, payload, traceId, trace }: FunctionUrlCall,
  { services }: GatewayParts,
): Promise<GatewayAnswer> {
  const request: InvokeRequest = { functionName: url.functionArn, payload, isJson: true, traceId };
  try {
    if (url.invokeMode === 'RESPONSE_STREAM') return await streamed(request, url, trace, services);
    const result = await services.lambda.invoke(request);
    trace.invocation = result.trace;
    return answerOf(result, url);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw refusedByLambda(error, url);
  }
}

function answerOf(result: InvocationResult, url: FunctionUrl): GatewayAnswer {
  if (result.functionError !== undefined) throw failed(url, result);
  const answer = answerOfResult2(result.payload, 'application/json');
  if (isFault(answer)) {
    const message = `Malformed response from ${url.functionName}: ${answer.message}.`;
    throw badGateway({ message, hint: answer.hint }, 'integration');
  }
  return answer;
}

async function streamed(
  request: InvokeRequest,
  url: FunctionUrl,
  trace: RequestTrace,
  services: GatewayParts['services'],
): Promise<GatewayAnswer> {
  const { contentType, chunks, result } = await services.lambda.invokeWithResponseStream(request);
  const noted = result.then((it) => {
    trace.invocation = it.trace;
    return it;
  });
  // Whoever waits for the end hears of a failure; a stream that has begun breaks off by itself.
  noted.catch(() => {});
  const iterator = chunks[Symbol.asyncIterator]();
  if (contentType === preludeContentType) {
    const begun = await takePrelude(iterator);
    if (!begun) throw failed(url, await noted);
    const { statusCode, headers } = begun.prelude;
    return { statusCode, headers: typed(headers), body: '', stream: restOf(begun.rest, iterator) };
  }
  const first = await iterator.next();
  if (first.done) {
    const ended = await noted;
    if (ended.functionError !== undefined) throw failed(url, ended);
    return { statusCode: 200, headers: ['Content-Type', contentType], body: '' };
  }
  return { statusCode: 200, headers: ['Content-Type', contentType], body: '', stream: restOf(first.value, iterator) };
}

function typed(headers: string[]): string[] {
  const hasType = headers.some((it, index) => index % 2 === 0 && it.toLowerCase() === 'content-type');
  return hasType ? headers : ['Content-Type', 'application/octet-stream', ...headers];
}

function failed({ functionName }: FunctionUrl, { trace }: InvocationResult): FunctionUrlError {
  return badGateway({ message: `Lambda answers 502 because ${functionName} failed.`, at: trace.error?.at }, 'lambda');
}

/** @source localstack's recordings of function URLs */
function badGateway(
  explanation: { message: string; hint?: string; at?: FunctionUrlError['refusal']['explanation']['at'] },
  layer: string,
): FunctionUrlError {
  return new FunctionUrlError({
    statusCode: 502,
    errorType: undefined,
    body: 'Internal Server Error',
    layer,
    rule: 'BAD_GATEWAY',
    explanation,
  });
}

function refusedByLambda(error: ServiceError, { functionName }: FunctionUrl): FunctionUrlError {
  const explanation = { message: `Lambda refuses the call of ${functionName}: ${error.message} (${error.code}).` };
  const member = error.code === 'TooManyRequestsException' ? { message: error.message, ...error.members } : { Message: error.message };
  return new FunctionUrlError({
    statusCode: error.status,
    errorType: error.code,
    body: JSON.stringify(member),
    layer: 'lambda',
    rule: error.code,
    explanation,
  });
}
