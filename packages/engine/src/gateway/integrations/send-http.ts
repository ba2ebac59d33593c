import { placeIn } from '../../trace/place-in.ts';
import { GatewayError } from '../gateway-error.ts';
import { BackendError, backendUrl, callBackend } from '../http-backend.ts';
import type { RestExchange } from '../rest/rest-exchange.ts';
import { withinTime } from './within-time.ts';

/**
 * Sends the integration's request over HTTP and sets what came back.
 * @throws GatewayError INTEGRATION_FAILURE when the backend cannot be reached, INTEGRATION_TIMEOUT, API_CONFIGURATION_ERROR for a URL that is none
 */
export async function sendHttp(exchange: RestExchange): Promise<void> {
  const url = endpointUrl(exchange);
  const { httpMethod, headers, body } = exchange.integrationRequest;
  const abort = new AbortController();
  try {
    const answer = await withinTime(callBackend(url, { httpMethod, headers: headers.values(), body }, abort.signal), exchange);
    exchange.integrationResponse = { ...answer, selectionValue: String(answer.statusCode) };
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    throw unreachable(url, error, exchange);
  } finally {
    abort.abort();
  }
}

/** @throws GatewayError API_CONFIGURATION_ERROR */
export function endpointUrl(exchange: RestExchange): URL {
  const url = backendUrl(exchange.integrationRequest.uri);
  if (!url) throw noUrl(exchange);
  return url;
}

function noUrl({ integrationRequest, route }: RestExchange): GatewayError {
  const message = `The integration's endpoint is no URL: "${integrationRequest.uri}".`;
  return new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error', {
    explanation: {
      message,
      at: placeIn(route.integration.source, 'Uri', 'uri'),
      hint: 'A stage variable or path parameter in it may be missing.',
    },
    layer: 'integration',
  });
}

export function unreachable(url: URL, error: BackendError, { route }: RestExchange): GatewayError {
  const message = `The backend ${url.origin} cannot be reached: ${error.message}.`;
  return new GatewayError('INTEGRATION_FAILURE', 'Network error communicating with endpoint', {
    explanation: { message, at: placeIn(route.integration.source, 'Uri', 'uri'), hint: 'Start the backend, or correct the URI.' },
    layer: 'integration',
  });
}
