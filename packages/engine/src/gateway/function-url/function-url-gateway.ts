import type { FunctionUrl } from '../../services/lambda/lambda.ts';
import type { RequestTrace } from '../../trace/trace.ts';
import { type Cors, createCors, withoutCorsHeaders } from '../cors.ts';
import type { GatewayParts } from '../gateway-parts.ts';
import type { GatewayAnswer, GatewayRequest } from '../gateway-request.ts';
import { traceIdOf, traceRootOf } from '../trace-id.ts';
import { authorizeFunctionUrl } from './authorize-function-url.ts';
import { callFunctionUrl } from './call-function-url.ts';
import { FunctionUrlError } from './function-url-error.ts';
import { functionUrlEvent } from './function-url-event.ts';

/** Serves every function that has a URL. */
export interface FunctionUrlGateway {
  /** @param path below the URL's address, as sent */
  answer(url: FunctionUrl | undefined, path: string, request: GatewayRequest, trace: RequestTrace): Promise<GatewayAnswer>;
}

export function createFunctionUrlGateway(parts: GatewayParts): FunctionUrlGateway {
  return { answer: (url, path, request, trace) => answer({ url, path, request, trace }, parts) };
}

interface UrlRequest {
  readonly url: FunctionUrl | undefined;
  readonly path: string;
  readonly request: GatewayRequest;
  readonly trace: RequestTrace;
}

/** Refusals become their answers and are written into the trace; a fault of our own rejects. */
async function answer(on: UrlRequest, parts: GatewayParts): Promise<GatewayAnswer> {
  const { request, trace } = on;
  const { world } = parts;
  const traceId = traceIdOf(request.headers.last('x-amzn-trace-id'), world.now(), world);
  const cors = corsOf(on.url);
  const origin = request.headers.last('origin');
  const ids = ['x-amzn-RequestId', request.requestId];
  try {
    const url = known(on.url);
    trace.apiId = url.urlId;
    trace.stage = '$default';
    trace.resourcePath = '$default';
    if (cors && origin !== undefined && request.method === 'OPTIONS' && request.headers.byName.has('access-control-request-method'))
      return { statusCode: 200, headers: [...cors.preflightHeaders(origin), ...ids], body: '' };
    const startedAt = performance.now();
    const caller = authorizeFunctionUrl(url, request, parts);
    const authorizedAt = performance.now();
    trace.steps.push({ name: 'authorize', durationMs: authorizedAt - startedAt });
    const traceRoot = traceRootOf(traceId, world.now(), world);
    const payload = functionUrlEvent({ url, request, path: on.path, traceRoot, world, caller });
    const { statusCode, headers, body, stream } = await callFunctionUrl({ url, payload, traceId, trace }, parts);
    trace.steps.push({ name: 'invoke', durationMs: performance.now() - authorizedAt });
    return { statusCode, headers: [...withCors(headers, cors, origin), ...ids, 'X-Amzn-Trace-Id', traceId], body, stream };
  } catch (error) {
    if (!(error instanceof FunctionUrlError)) throw error;
    const { statusCode, errorType, body, layer, rule, explanation } = error.refusal;
    trace.refusal = { ...explanation, layer, rule };
    const headers = ['Content-Type', 'application/json', ...ids, ...(errorType === undefined ? [] : ['x-amzn-ErrorType', errorType])];
    return { statusCode, headers: withCors(headers, cors, origin), body };
  }
}

function known(url: FunctionUrl | undefined): FunctionUrl {
  if (url) return url;
  throw new FunctionUrlError({
    statusCode: 403,
    errorType: 'AccessDeniedException',
    body: '{"Message":"Forbidden"}',
    layer: 'function url',
    rule: 'AccessDeniedException',
    explanation: { message: 'No function has this URL.', hint: 'gatewright dev prints the URLs that there are.' },
  });
}

function corsOf(url: FunctionUrl | undefined): Cors | undefined {
  if (!url?.cors) return undefined;
  const { AllowCredentials, AllowHeaders = [], AllowMethods = [], AllowOrigins = [], ExposeHeaders = [], MaxAge } = url.cors;
  return createCors({
    allowCredentials: AllowCredentials,
    allowHeaders: AllowHeaders,
    allowMethods: AllowMethods,
    allowOrigins: AllowOrigins,
    exposeHeaders: ExposeHeaders,
    maxAge: MaxAge,
  });
}

/** The configuration's headers take the place of the function's. @source "Cross-origin resource sharing (CORS)" of function URLs */
function withCors(headers: string[], cors: Cors | undefined, origin: string | undefined): string[] {
  if (!cors) return headers;
  return [...withoutCorsHeaders(headers), ...(origin === undefined ? [] : cors.answerHeaders(origin)), 'Vary', 'Origin'];
}
