import { fillStageVariables } from '../lambda-uri.ts';
import { integrationBodyOf } from '../rest/integration-body.ts';
import { mapResponse } from '../rest/map-response.ts';
import { applyRequestOverrides, type MappedParameters, mapRequestParameters } from '../rest/request-parameters.ts';
import type { RestExchange } from '../rest/rest-exchange.ts';
import type { RestIntegration } from './integration.ts';
import { sendHttp } from './send-http.ts';

const bodilessMethods = ['GET', 'HEAD', 'OPTIONS'];

/** Names an HTTP backend never gets from a mapping. @source localstack's recordings of mapped request headers */
const droppedWhenMapped = ['connection', 'expect', 'proxy-authenticate', 'te', 'via'];

/** HTTP: a backend that gets what is mapped, and nothing else of the client. @source localstack's recordings of HTTP integrations */
export const http: RestIntegration = {
  mapRequest(exchange) {
    const { integration } = exchange.route;
    const parameters = mapRequestParameters(exchange);
    const { body } = integrationBodyOf(exchange);
    applyRequestOverrides(parameters, exchange);
    const httpMethod =
      integration.httpMethod === 'ANY' || integration.httpMethod === undefined ? exchange.httpMethod : integration.httpMethod;
    const headers = new Map([
      ['accept', { name: 'Accept', values: ['application/json'] }],
      ['user-agent', { name: 'User-Agent', values: [`AmazonAPIGateway_${exchange.stage.api.id}`] }],
    ]);
    const contentType = exchange.headers.last('content-type');
    if (!bodilessMethods.includes(httpMethod))
      headers.set('content-type', { name: 'Content-Type', values: [contentType ?? 'application/json'] });
    for (const [key, header] of parameters.headers)
      if (!droppedWhenMapped.includes(key)) headers.set(key, { name: header.name, values: [...header.values] });
    for (const [key, header] of gatewayHeaders(exchange)) headers.set(key, header);
    exchange.integrationRequest = { httpMethod, uri: endpointOf(exchange, parameters, []), headers, body };
  },

  call: sendHttp,
  mapResponse,
};

/** The two headers by which a backend knows API Gateway. */
export function gatewayHeaders(exchange: RestExchange): readonly [string, { name: string; values: string[] }][] {
  return [
    ['x-amzn-apigateway-api-id', { name: 'X-Amzn-Apigateway-Api-Id', values: [exchange.stage.api.id] }],
    ['x-amzn-trace-id', { name: 'X-Amzn-Trace-Id', values: [exchange.traceId] }],
  ];
}

/**
 * The URI with its path parameters and stage variables filled in. Its own query comes first, then the client's, then what is mapped.
 * @source localstack's recordings of HTTP_PROXY integrations
 */
export function endpointOf(
  exchange: RestExchange,
  { path, query }: MappedParameters,
  clientQuery: Iterable<readonly [string, readonly string[]]>,
): string {
  const { integration } = exchange.route;
  const filled = fillStageVariables(integration.uri ?? '', exchange.stage.stage.variables).replace(
    /\{([\w.-]+)\+?\}/g,
    (all, name: string) => path.get(name) ?? all,
  );
  const pairs = [...clientQuery, ...query].flatMap(([name, values]) =>
    values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  if (pairs.length === 0) return filled;
  return `${filled}${filled.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}
