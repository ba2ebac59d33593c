import { placeIn } from '../../trace/place-in.ts';
import type { GatewayError } from '../gateway-error.ts';
import type { RestExchange } from '../rest/rest-exchange.ts';
import { tooLate } from './within-time.ts';

/** @source "Stream the integration response for your proxy integrations in API Gateway": idle timeouts */
const idleMsOfEdge = 30_000;
const idleMsOfOthers = 300_000;

/**
 * The pieces of an integration's answer, as long as they come in time: all of them within the integration's time, which began with the
 * call of this function, and each within the idle time of the API's endpoint. Before the answer has begun GatewayError
 * INTEGRATION_TIMEOUT is a 504; afterwards it breaks the connection, and the trace says why.
 */
export async function* limitedStream(chunks: AsyncIterator<Buffer>, exchange: RestExchange): AsyncGenerator<Buffer, void, undefined> {
  const { deadlines } = exchange.surroundings;
  const idleMs = idleMsOf(exchange);
  let over: GatewayError | undefined;
  let giveUp: (error: GatewayError) => void = () => {};
  const late = (error: GatewayError): void => {
    over = error;
    giveUp(error);
  };
  const cancel = deadlines.after(exchange.route.integration.timeoutInMillis, () => late(tooLate(exchange)));
  try {
    for (;;) {
      if (over) throw over;
      const { done, value } = await new Promise<IteratorResult<Buffer>>((resolve, reject) => {
        giveUp = reject;
        const cancelIdle = deadlines.after(idleMs, () => late(idle(idleMs, exchange)));
        chunks.next().then(resolve, reject).finally(cancelIdle);
      });
      if (done) return;
      yield value;
    }
  } finally {
    cancel();
    // Not awaited: an integration that writes nothing would hold it.
    void chunks.return?.();
  }
}

function idleMsOf({ stage }: RestExchange): number {
  const [type = 'EDGE'] = stage.api.endpointConfiguration?.types ?? [];
  return type === 'EDGE' ? idleMsOfEdge : idleMsOfOthers;
}

function idle(idleMs: number, exchange: RestExchange): GatewayError {
  const message = `The integration's stream was idle for ${idleMs / 1000} s, the limit of the API's endpoint (30 s edge-optimized, 300 s Regional and private).`;
  const at = placeIn(exchange.stage.api.source, 'EndpointConfiguration');
  return tooLate(exchange, { message, at, hint: 'Write something now and then, a comment of server-sent events for instance.' });
}
