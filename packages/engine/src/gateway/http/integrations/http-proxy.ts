import type { Integration } from '../../../services/apigatewayv2/http-api.ts';
import { placeIn } from '../../../trace/place-in.ts';
import type { GatewayAnswer } from '../../gateway-request.ts';
import { headerFault } from '../../header-text.ts';
import { type BackendAnswer, BackendError, type BackendHeader, backendUrl, callBackend } from '../../http-backend.ts';
import { fillStageVariables } from '../../lambda-uri.ts';
import { HttpApiError } from '../http-api-error.ts';
import type { HttpExchange } from '../http-exchange.ts';
import { payloadHeaders } from '../payload-headers.ts';
import { waitFor } from '../wait-for.ts';
import { mapRequest } from './map-request.ts';
import { mapResponse } from './map-response.ts';

/** Made by the sender, or told to the backend in another form. */
const notForwarded = new Set(['host', 'content-length', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto', 'forwarded']);

/** Of the connection to the backend. */
const notAnswered = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

/**
 * HTTP_PROXY: the request goes to a backend, changed as the mapping says, and its answer to the client.
 * @source "Create HTTP proxy integrations for HTTP APIs in API Gateway"
 */
export async function callBackendOverHttp(exchange: HttpExchange, integration: Integration): Promise<GatewayAnswer> {
  const mapped = mapRequest(
    { path: undefined, headers: forwardedHeaders(exchange), query: new Map(exchange.query) },
    exchange,
    integration.requestParameters,
  );
  const { url, uri } = endpointOf(exchange, integration, mapped.path, mapped.query);
  const at = placeIn(integration.source, 'IntegrationUri', 'uri');
  if (!url) {
    const message = `The integration's endpoint is no URL: "${uri}".`;
    const hint = 'A stage variable or path parameter in it may be missing.';
    throw new HttpApiError('INTERNAL_SERVER_ERROR', { explanation: { message, at, hint }, layer: 'integration' });
  }
  const method = integration.integrationMethod;
  const httpMethod = method === undefined || method === 'ANY' ? exchange.httpMethod : method;
  const abort = new AbortController();
  try {
    const request = { httpMethod, headers: mapped.headers.values(), body: exchange.request.body };
    const answer = await waitFor(callBackend(url, request, abort.signal), exchange, integration);
    exchange.integrationStatus = answer.statusCode;
    return mapResponse(answerOf(answer), exchange, integration);
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    const message = `The backend ${url.origin} cannot be reached: ${error.message}.`;
    const explanation = { message, at, hint: 'Start the backend, or correct the IntegrationUri.' };
    throw new HttpApiError('SERVICE_UNAVAILABLE', { explanation, layer: 'integration' });
  } finally {
    abort.abort();
  }
}

/** X-Forwarded headers become one Forwarded header. @source "Amazon API Gateway important notes": HTTP APIs */
function forwardedHeaders({ request, traceRoot, headers: sent }: HttpExchange): Map<string, BackendHeader> {
  const headers = new Map<string, BackendHeader>();
  for (const [key, values] of payloadHeaders(request, traceRoot)) if (!notForwarded.has(key)) headers.set(key, { name: key, values });
  const before = [
    ...(sent.byName.get('forwarded')?.values ?? []),
    ...(sent.byName.get('x-forwarded-for')?.values ?? []).flatMap((it) => it.split(',')).map((it) => `for=${it.trim()}`),
  ];
  const own = `by=127.0.0.1;for=${request.sourceIp};host=${sent.last('host') ?? ''};proto=http`;
  headers.set('forwarded', { name: 'forwarded', values: [[...before, own].join(',')] });
  return headers;
}

function endpointOf(
  exchange: HttpExchange,
  { integrationUri = '' }: Integration,
  path: string | undefined,
  query: ReadonlyMap<string, readonly string[]>,
): { readonly url: URL | undefined; readonly uri: string } {
  const uri = fillStageVariables(integrationUri, exchange.stage.stage.stageVariables).replace(/\{([\w.:-]+)\+?\}/g, (all, name: string) => {
    const value = exchange.pathParameters?.[name];
    return value === undefined ? all : value.split('/').map(encodeURIComponent).join('/');
  });
  const url = backendUrl(uri);
  if (!url) return { url, uri };
  if (path !== undefined) url.pathname = path;
  const pairs = [...query].flatMap(([name, values]) => values.map((it) => `${encodeURIComponent(name)}=${encodeURIComponent(it)}`));
  const own = url.search.slice(1);
  url.search = [...(own === '' ? [] : [own]), ...pairs].join('&');
  return { url, uri };
}

function answerOf({ statusCode, headers, body }: BackendAnswer): GatewayAnswer {
  const lines: string[] = [];
  for (const [key, { name, values }] of headers) {
    if (notAnswered.has(key)) continue;
    for (const value of values) if (!headerFault(name, value)) lines.push(name, value);
  }
  return { statusCode, headers: lines, body };
}
