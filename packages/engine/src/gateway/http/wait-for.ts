import type { Integration } from '../../services/apigatewayv2/http-api.ts';
import { placeIn } from '../../trace/place-in.ts';
import { withinTime } from '../within-time.ts';
import { HttpApiError } from './http-api-error.ts';
import type { HttpExchange } from './http-exchange.ts';

/** Waits for an integration, no longer than its time. @throws HttpApiError SERVICE_UNAVAILABLE */
export function waitFor<Result>(work: Promise<Result>, exchange: HttpExchange, integration: Integration): Promise<Result> {
  const limitMs = integration.timeoutInMillis;
  return withinTime(work, {
    deadlines: exchange.surroundings.deadlines,
    limitMs,
    took: (durationMs) => {
      exchange.integrationLatencyMs = durationMs;
    },
    tooLate() {
      const message = `The integration did not answer within ${limitMs} ms, API Gateway's limit; it goes on, but nobody waits for it.`;
      const hint = 'Answer sooner: do slow work after the response, in a function that is invoked asynchronously.';
      const at = placeIn(integration.source, 'TimeoutInMillis', 'timeoutInMillis');
      return new HttpApiError('SERVICE_UNAVAILABLE', { explanation: { message, at, hint }, layer: 'integration' });
    },
  });
}
