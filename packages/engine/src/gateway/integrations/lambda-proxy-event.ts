import { jsonText } from '../json-text.ts';
import { baseMediaType } from '../media-types.ts';
import type { RequestHeader } from '../request-headers.ts';
import { requestContextText } from '../rest/request-context.ts';
import type { RestExchange } from '../rest/rest-exchange.ts';

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

/** Replaced by what the gateway knows better. */
const headersOfGateway: ReadonlySet<string> = new Set(['x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);

/**
 * The event of a REST API's Lambda proxy integration, as JSON. It is put together as text: this is the hottest path of all, and
 * each header stands in it twice.
 *
 * @source "Input format of a Lambda function for proxy integration in API Gateway"; localstack's recordings
 */
export function lambdaProxyEvent(exchange: RestExchange): string {
  return `{${requestMembersText(exchange)},${bodyText(exchange)}}`;
}

/** The event without its body, and without braces: what a REQUEST authorizer is told as well. */
export function requestMembersText(exchange: RestExchange): string {
  const { route, path, httpMethod, pathParameters, stage } = exchange;
  return (
    `"resource":${jsonText(route.resource.path)},"path":${jsonText(path)},"httpMethod":${jsonText(httpMethod)},` +
    `${headersText(exchange)},${queryText(exchange)},"pathParameters":${parametersText(pathParameters)},` +
    `"stageVariables":${stage.stageVariablesText},"requestContext":${requestContextText(exchange)}`
  );
}

function parametersText(parameters: RestExchange['pathParameters']): string {
  if (!parameters) return 'null';
  let text = '';
  for (const name in parameters) text += `${text === '' ? '' : ','}${jsonText(name)}:${jsonText(parameters[name] ?? '')}`;
  return `{${text}}`;
}

/** One member of a map of last values, and the same of a map of lists. */
class MapTexts {
  single = '';
  multiple = '';

  add(name: string, values: readonly string[]): void {
    const key = jsonText(name);
    const last = jsonText(values[values.length - 1] ?? '');
    const comma = this.single === '' ? '' : ',';
    this.single += `${comma}${key}:${last}`;
    this.multiple += values.length === 1 ? `${comma}${key}:[${last}]` : `${comma}${key}:${JSON.stringify(values)}`;
  }
}

function headersText(exchange: RestExchange): string {
  const { request } = exchange;
  const texts = new MapTexts();
  for (const [key, { name, values }] of request.headers.byName) {
    if (!headersNotForwarded.has(key) && !headersOfGateway.has(key)) texts.add(name, values);
  }
  if (!request.headers.has('x-amzn-trace-id')) {
    // An id that is ours begins with its Root.
    const { traceId } = exchange;
    texts.add('X-Amzn-Trace-Id', [traceId.slice(0, traceId.indexOf(';'))]);
  }
  const forwarded: RequestHeader | undefined = request.headers.byName.get('x-forwarded-for');
  texts.add('X-Forwarded-For', [forwarded ? `${forwarded.values.join(', ')}, ${request.sourceIp}` : request.sourceIp]);
  texts.add('X-Forwarded-Port', [String(request.port)]);
  texts.add('X-Forwarded-Proto', ['http']);
  return `"headers":{${texts.single}},"multiValueHeaders":{${texts.multiple}}`;
}

function queryText({ query }: RestExchange): string {
  if (query.size === 0) return '"queryStringParameters":null,"multiValueQueryStringParameters":null';
  const texts = new MapTexts();
  for (const [name, values] of query) texts.add(name, values);
  return `"queryStringParameters":{${texts.single}},"multiValueQueryStringParameters":{${texts.multiple}}`;
}

function bodyText({ request, headers, stage }: RestExchange): string {
  if (request.body.length === 0) return '"body":null,"isBase64Encoded":false';
  const contentType = headers.last('content-type');
  const binary = contentType !== undefined && stage.isBinary(baseMediaType(contentType));
  if (binary) return `"body":"${request.body.toString('base64')}","isBase64Encoded":true`;
  return `"body":${JSON.stringify(request.body.toString('utf8'))},"isBase64Encoded":false`;
}
