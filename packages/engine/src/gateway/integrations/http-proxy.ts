import { headerFault } from '../header-text.ts';
import { convertResponseBody } from '../rest/content-handling.ts';
import { mapRequestParameters } from '../rest/request-parameters.ts';
import { outgoingHeaderName } from '../rest/response-headers.ts';
import type { MappedHeader, RestExchange } from '../rest/rest-exchange.ts';
import { endpointOf, gatewayHeaders } from './http.ts';
import type { RestIntegration } from './integration.ts';
import { headersNotForwarded } from './lambda-proxy-event.ts';
import { sendHttp } from './send-http.ts';

/** Names of an HTTP backend's answer that do not reach the client. @source localstack's recordings of HTTP_PROXY integrations */
const droppedFromBackend = ['content-encoding', 'keep-alive'];

/** HTTP_PROXY: the client's request goes to the backend and the backend's answer to the client. */
export const httpProxy: RestIntegration = {
  mapRequest(exchange) {
    const { integration } = exchange.route;
    const { request } = exchange;
    const parameters = mapRequestParameters(exchange);
    const headers = new Map<string, MappedHeader>();
    for (const [key, header] of request.headers.byName) {
      if (!headersNotForwarded.has(key) && key !== 'host' && key !== 'content-encoding') headers.set(key, header);
    }
    const forwarded = request.headers.byName.get('x-forwarded-for')?.values ?? [];
    headers.set('x-forwarded-for', { name: 'X-Forwarded-For', values: [[...forwarded, request.sourceIp].join(', ')] });
    headers.set('x-forwarded-port', { name: 'X-Forwarded-Port', values: [String(request.port)] });
    headers.set('x-forwarded-proto', { name: 'X-Forwarded-Proto', values: ['http'] });
    for (const [key, header] of parameters.headers) headers.set(key, header);
    for (const [key, header] of gatewayHeaders(exchange)) headers.set(key, header);
    exchange.integrationRequest = {
      httpMethod: integration.httpMethod === 'ANY' || integration.httpMethod === undefined ? exchange.httpMethod : integration.httpMethod,
      uri: endpointOf(exchange, parameters, exchange.query),
      headers,
      body: request.body,
    };
  },

  call: sendHttp,

  mapResponse(exchange) {
    const { statusCode, headers, body } = exchange.integrationResponse;
    const lines = httpProxyHeaders(exchange, droppedFromBackend);
    const contentType = headers.get('content-type')?.values.at(-1);
    const { contentHandling } = exchange.route.integration;
    exchange.answer = { statusCode, headers: lines, body: convertResponseBody(body, { contentType, contentHandling }, exchange) };
  },
};

/** The headers of the client's answer. @param dropped lower-case names that it does not get */
export function httpProxyHeaders(exchange: RestExchange, dropped: readonly string[]): string[] {
  const { headers } = exchange.integrationResponse;
  const lines: string[] = [];
  if (!headers.has('content-type')) lines.push('Content-Type', 'application/json');
  for (const [key, { name, values }] of headers) {
    const outgoing = dropped.includes(key) ? undefined : outgoingHeaderName(name);
    for (const value of outgoing === undefined ? [] : values) if (!headerFault(name, value)) lines.push(outgoing ?? name, value);
  }
  lines.push('x-amzn-RequestId', exchange.request.requestId, 'x-amz-apigw-id', exchange.extendedRequestId);
  return lines;
}
