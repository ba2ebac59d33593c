import type { GatewayRequest } from '../gateway-request.ts';

/** Of the connection to the gateway, not of the request. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Made anew by the gateway. */
const ofGateway: ReadonlySet<string> = new Set([
  'content-length',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

/**
 * The headers that a function sees, by lower-case name: what the client sent, and what the gateway says of the connection.
 * @source localstack's recordings; "Create AWS Lambda proxy integrations for HTTP APIs in API Gateway"
 */
export function* payloadHeaders(
  { headers, body, sourceIp, port }: GatewayRequest,
  traceRoot: string,
): Generator<[string, readonly string[]]> {
  for (const [key, { values }] of headers.byName) if (!hopByHop.has(key) && !ofGateway.has(key)) yield [key, values];
  yield ['content-length', [String(body.length)]];
  yield ['x-amzn-trace-id', headers.byName.get('x-amzn-trace-id')?.values ?? [`Root=${traceRoot}`]];
  const forwarded = headers.byName.get('x-forwarded-for')?.values;
  yield ['x-forwarded-for', [forwarded ? `${forwarded.join(', ')}, ${sourceIp}` : sourceIp]];
  yield ['x-forwarded-port', [String(port)]];
  yield ['x-forwarded-proto', ['http']];
}

/** Each cookie of all Cookie headers. */
export function cookiesOf({ headers }: GatewayRequest): readonly string[] {
  const values = headers.byName.get('cookie')?.values;
  if (!values) return [];
  return values
    .flatMap((it) => it.split(';'))
    .map((it) => it.trim())
    .filter((it) => it !== '');
}

const textTypes = new Set(['application/json', 'application/javascript', 'application/xml']);

/** The members `body` and `isBase64Encoded`, where there is a body: types that are not text go as base64. @source localstack's recordings */
export function payloadBody({ body, headers }: GatewayRequest): { readonly body: string; readonly isBase64Encoded: boolean } | undefined {
  if (body.length === 0) return undefined;
  const type = (headers.last('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isText = type.startsWith('text/') || textTypes.has(type);
  return isText ? { body: body.toString('utf8'), isBase64Encoded: false } : { body: body.toString('base64'), isBase64Encoded: true };
}
