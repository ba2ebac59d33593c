import { BackendError, openBackend } from '../http-backend.ts';
import type { RestExchange } from '../rest/rest-exchange.ts';
import { httpProxy, httpProxyHeaders } from './http-proxy.ts';
import type { RestIntegration } from './integration.ts';
import { limitedStream } from './limited-stream.ts';
import { endpointUrl, unreachable } from './send-http.ts';
import { withinTime } from './within-time.ts';

/**
 * HTTP_PROXY whose answer is passed on as it comes, once all its headers are there. What the backend has encoded stays encoded.
 * @source "Set up an HTTP proxy integration with payload response streaming in API Gateway"
 */
export const httpStream: RestIntegration = {
  mapRequest: httpProxy.mapRequest,

  async call(exchange) {
    const url = endpointUrl(exchange);
    const { httpMethod, headers, body } = exchange.integrationRequest;
    const abort = new AbortController();
    try {
      const answer = await withinTime(openBackend(url, { httpMethod, headers: headers.values(), body }, abort.signal), exchange);
      const pieces = endingWith(limitedStream(answer.stream[Symbol.asyncIterator](), exchange), abort);
      const stream = { pieces, cancel: () => abort.abort() };
      exchange.integrationResponse = { ...answer, body: '', selectionValue: undefined, stream };
    } catch (error) {
      abort.abort();
      if (error instanceof BackendError) throw unreachable(url, error, exchange);
      throw error;
    }
  },

  mapResponse(exchange: RestExchange) {
    const { statusCode, stream } = exchange.integrationResponse;
    exchange.answer = { statusCode, headers: httpProxyHeaders(exchange, ['keep-alive']), body: '', stream: stream?.pieces };
  },
};

/** Whoever stops reading ends the call of the backend. */
async function* endingWith(pieces: AsyncIterable<Buffer>, abort: AbortController): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* pieces;
  } finally {
    abort.abort();
  }
}
