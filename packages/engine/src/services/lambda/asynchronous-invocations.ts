import type { InvocationResult } from '../../lambda/lambda-runtime.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import type { InvokeRequest } from './invoke-request.ts';

/** A function that fails is invoked again after one minute, and after two more. @source "Asynchronous invocation", AWS Lambda developer guide */
const retryAfterMs: readonly number[] = [60_000, 120_000];
/** Throttled events come again after one second at first, then later and later. @source the same */
const [firstThrottleMs, lastThrottleMs] = [1_000, 5 * 60_000];
/** An event that is older is given up. @source the same */
const maximumAgeMs = 6 * 60 * 60_000;
/** Beyond this many waiting events the caller is told to come again, so that a loop of events does not fill the memory. */
const maximumWaiting = 10_000;

/** The queue of events whose senders do not wait for an answer. */
export interface AsynchronousInvocations {
  /** Accepts an event. @throws ServiceError TooManyRequestsException */
  accept(request: InvokeRequest): void;
}

export function createAsynchronousInvocations(
  world: World,
  invoke: (request: InvokeRequest) => Promise<InvocationResult>,
): AsynchronousInvocations {
  let waiting = 0;

  async function attempt(request: InvokeRequest, acceptedAt: number, failures: number, throttles: number): Promise<void> {
    const again = (delayMs: number, failed: number, throttled: number): void => {
      if (world.now() + delayMs - acceptedAt > maximumAgeMs) waiting -= 1;
      else world.after(delayMs, () => void attempt(request, acceptedAt, failed, throttled));
    };
    try {
      const { functionError } = await invoke(request);
      const delayMs = functionError === undefined ? undefined : retryAfterMs[failures];
      if (delayMs === undefined) waiting -= 1;
      else again(delayMs, failures + 1, throttles);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      // A function that is gone by now, or was ended with the engine, has nobody left to tell.
      if (error.code === 'TooManyRequestsException')
        again(Math.min(lastThrottleMs, firstThrottleMs * 2 ** throttles), failures, throttles + 1);
      else waiting -= 1;
    }
  }

  return {
    accept(request) {
      if (waiting >= maximumWaiting)
        throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', 429, { Type: 'User', Reason: 'CallerRateLimitExceeded' });
      waiting += 1;
      void attempt(request, world.now(), 0, 0);
    },
  };
}
