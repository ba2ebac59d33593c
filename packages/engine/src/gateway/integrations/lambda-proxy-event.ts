import { baseMediaType } from '../media-types.ts';
import { requestContextOf } from '../rest/request-context.ts';
import type { RestExchange } from '../rest/rest-exchange.ts';
import { traceRootOf } from '../rest/trace-id.ts';

/** These never reach the function. @source localstack's recordings, Regional endpoint; "Amazon API Gateway important notes" */
export const headersNotForwarded: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'keep-alive',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'www-authenticate',
  'x-http-method-override',
]);

type Texts = Record<string, string>;
type Lists = Record<string, readonly string[]>;

/** A map whose keys come from a client: without a prototype, so that `__proto__` is a name like any other. */
function emptyMap<Map>(): Map {
  return Object.create(null) as Map;
}

/**
 * The event of a REST API's Lambda proxy integration.
 * @source "Input format of a Lambda function for proxy integration in API Gateway"; localstack's recordings
 */
export function lambdaProxyEvent(exchange: RestExchange): string {
  const { headers, multiValueHeaders } = eventHeaders(exchange);
  const { queryStringParameters, multiValueQueryStringParameters } = eventQuery(exchange);
  return JSON.stringify({
    resource: exchange.route.resource.path,
    path: exchange.path,
    httpMethod: exchange.httpMethod,
    headers,
    multiValueHeaders,
    queryStringParameters,
    multiValueQueryStringParameters,
    pathParameters: exchange.pathParameters,
    stageVariables: exchange.stage.stageVariables,
    requestContext: requestContextOf(exchange),
    ...eventBody(exchange),
  });
}

export function eventHeaders(exchange: RestExchange): { readonly headers: Texts; readonly multiValueHeaders: Lists } {
  const headers: Texts = emptyMap();
  const multiValueHeaders: Lists = emptyMap();
  const { request } = exchange;
  for (const [key, { name, values }] of exchange.headers.byName) {
    if (headersNotForwarded.has(key) || key === 'x-forwarded-for' || key === 'x-forwarded-port' || key === 'x-forwarded-proto') continue;
    headers[name] = values.at(-1) ?? '';
    multiValueHeaders[name] = values;
  }
  const forwarded = exchange.headers.byName.get('x-forwarded-for');
  const added = {
    'X-Forwarded-For': forwarded ? `${forwarded.values.join(', ')}, ${request.sourceIp}` : request.sourceIp,
    'X-Forwarded-Port': String(request.port),
    'X-Forwarded-Proto': 'http',
  };
  if (!exchange.headers.byName.has('x-amzn-trace-id')) {
    const root = `Root=${traceRootOf(exchange.traceId, exchange.requestTimeEpoch, exchange.world)}`;
    headers['X-Amzn-Trace-Id'] = root;
    multiValueHeaders['X-Amzn-Trace-Id'] = [root];
  }
  for (const [name, value] of Object.entries(added)) {
    headers[name] = value;
    multiValueHeaders[name] = [value];
  }
  return { headers, multiValueHeaders };
}

export function eventQuery(exchange: RestExchange): {
  readonly queryStringParameters: Texts | null;
  readonly multiValueQueryStringParameters: Lists | null;
} {
  if (exchange.query.size === 0) return { queryStringParameters: null, multiValueQueryStringParameters: null };
  const queryStringParameters: Texts = emptyMap();
  const multiValueQueryStringParameters: Lists = emptyMap();
  for (const [name, values] of exchange.query) {
    queryStringParameters[name] = values.at(-1) ?? '';
    multiValueQueryStringParameters[name] = values;
  }
  return { queryStringParameters, multiValueQueryStringParameters };
}

function eventBody({ request, headers, stage }: RestExchange): { readonly body: string | null; readonly isBase64Encoded: boolean } {
  if (request.body.length === 0) return { body: null, isBase64Encoded: false };
  const contentType = headers.last('content-type');
  const binary = contentType !== undefined && stage.isBinary(baseMediaType(contentType));
  return { body: request.body.toString(binary ? 'base64' : 'utf8'), isBase64Encoded: binary };
}
