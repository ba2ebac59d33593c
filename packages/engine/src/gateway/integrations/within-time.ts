import { placeIn } from '../../trace/place-in.ts';
import { GatewayError } from '../gateway-error.ts';
import type { RestExchange } from '../rest/rest-exchange.ts';

/**
 * Waits for an integration, no longer than its time, and notes how long it took.
 * @throws GatewayError INTEGRATION_TIMEOUT
 */
export async function withinTime<Result>(work: Promise<Result>, exchange: RestExchange): Promise<Result> {
  const { timeoutInMillis, source } = exchange.route.integration;
  const startedAt = performance.now();
  let cancel: () => void = () => {};
  const late = new Promise<never>((_resolve, reject) => {
    cancel = exchange.world.after(timeoutInMillis, () => {
      const message = `The integration did not answer within ${timeoutInMillis} ms, API Gateway's limit; it goes on, but nobody waits for it.`;
      const hint = 'Answer sooner: do slow work after the response, in a function that is invoked asynchronously.';
      const at = placeIn(source, 'TimeoutInMillis', 'timeoutInMillis');
      reject(new GatewayError('INTEGRATION_TIMEOUT', 'Endpoint request timed out', { explanation: { message, hint, at } }));
    });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel();
    exchange.integrationLatencyMs = Math.round(performance.now() - startedAt);
  }
}
