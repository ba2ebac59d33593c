import type { InvocationResult } from '../../lambda/lambda-runtime.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import type { Targets } from '../targets.ts';
import { deadLetterOf, destinationRecord, type Ending } from './destination-record.ts';
import { parseFunctionName } from './function-name.ts';
import type { FunctionStore } from './function-store.ts';
import type { InvokeRequest } from './invoke-request.ts';

/** A function that fails is invoked again after one minute, and after two more. @source "Asynchronous invocation", AWS Lambda developer guide */
const retryAfterMs: readonly number[] = [60_000, 120_000];
/** Throttled events come again after one second at first, then later and later. @source the same */
const [firstThrottleMs, lastThrottleMs] = [1_000, 5 * 60_000];
/** What an EventInvokeConfig may change. @source the same */
const [defaultRetries, defaultAgeSeconds] = [2, 21_600];
/** Beyond this many waiting events the caller is told to come again, so that a loop of events does not fill the memory. */
const maximumWaiting = 10_000;

/** The queue of events whose senders do not wait for an answer. */
export interface AsynchronousInvocations {
  /** Accepts an event. @throws ServiceError TooManyRequestsException */
  accept(request: InvokeRequest): void;
}

export interface AsynchronousParts {
  readonly world: World;
  readonly functions: FunctionStore;
  readonly invoke: (request: InvokeRequest) => Promise<InvocationResult>;
  readonly targets: Targets;
}

/** An event that waits, or is being worked on. */
interface QueuedEvent {
  readonly request: InvokeRequest & { readonly requestId: string };
  readonly acceptedAt: number;
  attempts: number;
  throttles: number;
}

export function createAsynchronousInvocations({ world, functions, invoke, targets }: AsynchronousParts): AsynchronousInvocations {
  let waiting = 0;

  async function attempt(event: QueuedEvent): Promise<void> {
    if (hasNoConcurrency(event)) return end(event, { condition: 'ZeroReservedConcurrency' });
    try {
      const result = await invoke(event.request);
      event.attempts += 1;
      if (result.functionError === undefined) return end(event, { condition: 'Success', result });
      if (event.attempts > settingsOf(event).retries) return end(event, { condition: 'RetriesExhausted', result });
      return again(event, retryAfterMs[event.attempts - 1] ?? 0, result);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      event.throttles += 1;
      if (error.code === 'TooManyRequestsException')
        return again(event, Math.min(lastThrottleMs, firstThrottleMs * 2 ** (event.throttles - 1)));
      // A function that is gone by now, or was ended with the engine, has nobody left to tell.
      waiting -= 1;
    }
  }

  async function again(event: QueuedEvent, delayMs: number, result?: InvocationResult): Promise<void> {
    if (world.now() + delayMs - event.acceptedAt > settingsOf(event).ageMs) return end(event, { condition: 'EventAgeExceeded', result });
    world.after(delayMs, () => void attempt(event));
  }

  async function end({ request, attempts }: QueuedEvent, ending: Ending): Promise<void> {
    waiting -= 1;
    const { functionName, qualifier } = parseFunctionName(request.functionName);
    const found = functions.get(functionName);
    if (!found) return;
    const { destinationConfig = {} } = found.eventInvokeConfigs.get(qualifier ?? '$LATEST') ?? {};
    const succeeded = ending.condition === 'Success';
    const destination = succeeded ? destinationConfig.OnSuccess?.Destination : destinationConfig.OnFailure?.Destination;
    if (destination) await deliver(destination, { payload: destinationRecord(world, { request, attempts, ending }) });
    const deadLetter = succeeded ? undefined : found.latest.details.deadLetterTargetArn;
    if (deadLetter !== undefined) await deliver(deadLetter, deadLetterOf(request, ending));
  }

  /** AWS drops what its target does not take, and counts it (DestinationDeliveryFailures, DeadLetterErrors). */
  async function deliver(...delivery: Parameters<Targets['deliver']>): Promise<void> {
    try {
      await targets.deliver(...delivery);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
    }
  }

  function settingsOf({ request }: QueuedEvent): { readonly retries: number; readonly ageMs: number } {
    const { functionName, qualifier = '$LATEST' } = parseFunctionName(request.functionName);
    const config = functions.get(functionName)?.eventInvokeConfigs.get(qualifier);
    const { maximumRetryAttempts = defaultRetries, maximumEventAgeInSeconds = defaultAgeSeconds } = config ?? {};
    return { retries: maximumRetryAttempts, ageMs: maximumEventAgeInSeconds * 1000 };
  }

  function hasNoConcurrency({ request }: QueuedEvent): boolean {
    const { functionName } = parseFunctionName(request.functionName);
    return functions.get(functionName)?.latest.configuration.reservedConcurrentExecutions === 0;
  }

  return {
    accept(request) {
      if (waiting >= maximumWaiting)
        throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', 429, { Type: 'User', Reason: 'CallerRateLimitExceeded' });
      waiting += 1;
      const requestId = request.requestId ?? world.uuid();
      void attempt({ request: { ...request, requestId }, acceptedAt: world.now(), attempts: 0, throttles: 0 });
    },
  };
}
