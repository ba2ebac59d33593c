import { placeIn } from '../../trace/place-in.ts';
import { GatewayError } from '../gateway-error.ts';
import type { RestExchange } from '../rest/rest-exchange.ts';

/**
 * Waits for an integration, no longer than its time, and notes how long it took.
 * @throws GatewayError INTEGRATION_TIMEOUT
 */
export function withinTime<Result>(work: Promise<Result>, exchange: RestExchange): Promise<Result> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const cancel = exchange.surroundings.deadlines.after(exchange.route.integration.timeoutInMillis, () => {
      exchange.integrationLatencyMs = Math.round(performance.now() - startedAt);
      reject(tooLate(exchange));
    });
    work.then(
      (result) => {
        cancel();
        exchange.integrationLatencyMs = Math.round(performance.now() - startedAt);
        resolve(result);
      },
      (error: unknown) => {
        cancel();
        exchange.integrationLatencyMs = Math.round(performance.now() - startedAt);
        reject(error);
      },
    );
  });
}

function tooLate({ route }: RestExchange): GatewayError {
  const { timeoutInMillis, source } = route.integration;
  const message = `The integration did not answer within ${timeoutInMillis} ms, API Gateway's limit; it goes on, but nobody waits for it.`;
  const hint = 'Answer sooner: do slow work after the response, in a function that is invoked asynchronously.';
  const at = placeIn(source, 'TimeoutInMillis', 'timeoutInMillis');
  return new GatewayError('INTEGRATION_TIMEOUT', 'Endpoint request timed out', { explanation: { message, hint, at } });
}
