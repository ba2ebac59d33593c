import { placeIn } from '../../trace/place-in.ts';
import type { Explanation } from '../../trace/trace.ts';
import { GatewayError } from '../gateway-error.ts';
import type { RestExchange } from '../rest/rest-exchange.ts';
import { withinTime as waitWithinTime } from '../within-time.ts';

/**
 * Waits for an integration, no longer than its time, and notes how long it took.
 *
 * @param failed what to reject with when it fails
 * @throws GatewayError INTEGRATION_TIMEOUT
 */
export function withinTime<Result>(
  work: Promise<Result>,
  exchange: RestExchange,
  failed: (error: unknown) => unknown = (error) => error,
): Promise<Result> {
  return waitWithinTime(work, {
    deadlines: exchange.surroundings.deadlines,
    limitMs: exchange.route.integration.timeoutInMillis,
    took: (durationMs) => {
      exchange.integrationLatencyMs = durationMs;
    },
    tooLate: () => tooLate(exchange),
    failed,
  });
}

/** @param explanation of another limit than the integration's time */
export function tooLate({ route }: RestExchange, explanation?: Explanation): GatewayError {
  const { timeoutInMillis, source } = route.integration;
  if (explanation) return new GatewayError('INTEGRATION_TIMEOUT', 'Endpoint request timed out', { explanation });
  const message = `The integration did not answer within ${timeoutInMillis} ms, API Gateway's limit; it goes on, but nobody waits for it.`;
  const hint = 'Answer sooner: do slow work after the response, in a function that is invoked asynchronously.';
  const at = placeIn(source, 'TimeoutInMillis', 'timeoutInMillis');
  return new GatewayError('INTEGRATION_TIMEOUT', 'Endpoint request timed out', { explanation: { message, hint, at } });
}
