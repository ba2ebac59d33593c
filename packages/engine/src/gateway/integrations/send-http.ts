import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { placeIn } from '../../trace/place-in.ts';
import { GatewayError } from '../gateway-error.ts';
import type { MappedHeader, RestExchange } from '../rest/rest-exchange.ts';
import { withinTime } from './within-time.ts';

/** @source "Amazon API Gateway quotas": payload size */
const maximumAnswerBytes = 10 * 1024 * 1024;

/**
 * Sends the integration's request over HTTP and sets what came back.
 * @throws GatewayError INTEGRATION_FAILURE when the backend cannot be reached, INTEGRATION_TIMEOUT, API_CONFIGURATION_ERROR for a URL that is none
 */
export async function sendHttp(exchange: RestExchange): Promise<void> {
  const url = urlOf(exchange);
  const abort = new AbortController();
  try {
    const { message, body } = await withinTime(exchangeMessages(url, exchange, abort.signal), exchange);
    const headers = new Map<string, MappedHeader>();
    for (let index = 0; index + 1 < message.rawHeaders.length; index += 2) {
      const name = message.rawHeaders[index] ?? '';
      const value = message.rawHeaders[index + 1] ?? '';
      const known = headers.get(name.toLowerCase());
      headers.set(name.toLowerCase(), { name: known?.name ?? name, values: [...(known?.values ?? []), value] });
    }
    const statusCode = message.statusCode ?? 0;
    exchange.integrationResponse = { statusCode, headers, body, selectionValue: String(statusCode) };
  } finally {
    abort.abort();
  }
}

function urlOf({ integrationRequest, route }: RestExchange): URL {
  const url = URL.canParse(integrationRequest.uri) ? new URL(integrationRequest.uri) : undefined;
  if (url && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '') return url;
  const message = `The integration's endpoint is no URL: "${integrationRequest.uri}".`;
  throw new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error', {
    explanation: {
      message,
      at: placeIn(route.integration.source, 'Uri', 'uri'),
      hint: 'A stage variable or path parameter in it may be missing.',
    },
    layer: 'integration',
  });
}

function exchangeMessages(
  url: URL,
  exchange: RestExchange,
  signal: AbortSignal,
): Promise<{ readonly message: IncomingMessage; readonly body: Buffer }> {
  const { httpMethod, headers, body } = exchange.integrationRequest;
  const lines = [...headers.values()].flatMap(({ name, values }) => values.flatMap((value) => [name, value]));
  const sent = Buffer.from(body);
  lines.push('Host', url.host);
  if (sent.length > 0 || !['GET', 'HEAD', 'OPTIONS', 'DELETE'].includes(httpMethod)) lines.push('Content-Length', String(sent.length));
  return new Promise((resolve, reject) => {
    const failed = (error: unknown): void => reject(unreachable(url, error, exchange));
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = send(url, { method: httpMethod, headers: lines, signal, setHost: false }, (message) => {
      const chunks: Buffer[] = [];
      let length = 0;
      message.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > maximumAnswerBytes) outgoing.destroy(new Error(`its answer has more than ${maximumAnswerBytes} bytes`));
        else chunks.push(chunk);
      });
      message.on('end', () => resolve({ message, body: Buffer.concat(chunks) }));
      message.on('error', failed);
    });
    outgoing.on('error', failed);
    outgoing.end(sent);
  });
}

function unreachable(url: URL, error: unknown, { route }: RestExchange): GatewayError {
  const reason = error instanceof Error ? error.message || ('code' in error ? String(error.code) : error.name) : String(error);
  const message = `The backend ${url.origin} cannot be reached: ${reason}.`;
  return new GatewayError('INTEGRATION_FAILURE', 'Network error communicating with endpoint', {
    explanation: { message, at: placeIn(route.integration.source, 'Uri', 'uri'), hint: 'Start the backend, or correct the URI.' },
    layer: 'integration',
  });
}
