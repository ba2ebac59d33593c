import type { InvocationResult } from '../../lambda/lambda-runtime.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import type { Targets } from '../targets.ts';
import { deadLetterOf, destinationRecord, type Ending } from './destination-record.ts';
import { parseFunctionName } from './function-name.ts';
import type { FunctionStore } from './function-store.ts';
import type { InvokeRequest } from './invoke-request.ts';
import { KeptEvents, type QueuedEvent } from './kept-events.ts';

/** A function that fails is invoked again after one minute, and after two more. @source "Asynchronous invocation", AWS Lambda developer guide */
const retryAfterMs: readonly number[] = [60_000, 120_000];
/** Throttled events come again after one second at first, then later and later. @source the same */
const [firstThrottleMs, lastThrottleMs] = [1_000, 5 * 60_000];
/** What an EventInvokeConfig may change. @source the same */
const [defaultRetries, defaultAgeSeconds] = [2, 21_600];
/** Beyond this many waiting events the caller is told to come again, so that a loop of events does not fill the memory. */
const maximumWaiting = 10_000;

/** The queue of events whose senders do not wait for an answer. It outlasts the engine: what had not been answered when it stopped is tried again. */
export interface AsynchronousInvocations {
  /** Accepts an event; resolves when it can no longer be lost. Rejects with ServiceError TooManyRequestsException. */
  accept(request: InvokeRequest): Promise<void>;
  /** Goes on with the events of former runs, once the functions are there again. */
  resume(): void;
  /** Nothing more is tried or told; what is under way stays kept. */
  stop(): void;
}

export interface AsynchronousParts {
  readonly world: World;
  readonly functions: FunctionStore;
  readonly invoke: (request: InvokeRequest) => Promise<InvocationResult>;
  readonly targets: Targets;
  readonly store: Store | undefined;
}

export function createAsynchronousInvocations({ world, functions, invoke, targets, store }: AsynchronousParts): AsynchronousInvocations {
  const kept = new KeptEvents(store);
  const startedAt = world.now();
  let waiting = 0;
  let resumed = false;
  let stopped = false;

  async function attempt(event: QueuedEvent): Promise<void> {
    if (stopped) return;
    if (hasNoConcurrency(event)) return end(event, { condition: 'ZeroReservedConcurrency' });
    try {
      const result = await invoke(event.request);
      // The engine has ended it: that says nothing of the function.
      if (stopped) return;
      const attempted = { ...event, attempts: event.attempts + 1 };
      if (result.functionError === undefined) return await end(attempted, { condition: 'Success', result });
      if (attempted.attempts > settingsOf(event).retries) return await end(attempted, { condition: 'RetriesExhausted', result });
      return await again(attempted, retryAfterMs[attempted.attempts - 1] ?? 0, result);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      if (stopped) return;
      const throttled = { ...event, throttles: event.throttles + 1 };
      if (error.code === 'TooManyRequestsException')
        return again(throttled, Math.min(lastThrottleMs, firstThrottleMs * 2 ** (throttled.throttles - 1)));
      // A function that is gone by now has nobody left to tell.
      return forget(event);
    }
  }

  async function again(event: QueuedEvent, delayMs: number, result?: InvocationResult): Promise<void> {
    const next = { ...event, dueAt: world.now() + delayMs };
    if (next.dueAt - event.acceptedAt >= settingsOf(event).ageMs) return end(event, { condition: 'EventAgeExceeded', result });
    wait(next);
    await kept.keep(next);
  }

  function wait(event: QueuedEvent): void {
    world.after(Math.max(0, event.dueAt - world.now()), () => void attempt(event));
  }

  async function forget(event: QueuedEvent): Promise<void> {
    waiting -= 1;
    await kept.drop(event);
  }

  async function end(event: QueuedEvent, ending: Ending): Promise<void> {
    const { request, attempts } = event;
    const { functionName, qualifier } = parseFunctionName(request.functionName);
    const found = functions.get(functionName);
    const { destinationConfig = {} } = found?.eventInvokeConfigs.get(qualifier ?? '$LATEST') ?? {};
    const succeeded = ending.condition === 'Success';
    const destination = succeeded ? destinationConfig.OnSuccess?.Destination : destinationConfig.OnFailure?.Destination;
    if (destination) await deliver(destination, { payload: destinationRecord(world, { request, attempts, ending }) });
    const deadLetter = succeeded ? undefined : found?.latest.details.deadLetterTargetArn;
    if (deadLetter !== undefined) await deliver(deadLetter, deadLetterOf(request, ending));
    await forget(event);
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
    async accept(request) {
      if (waiting >= maximumWaiting)
        throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', 429, { Type: 'User', Reason: 'CallerRateLimitExceeded' });
      waiting += 1;
      const requestId = request.requestId ?? world.uuid();
      const now = world.now();
      const event = { request: { ...request, requestId }, acceptedAt: now, attempts: 0, throttles: 0, dueAt: now };
      const onDisk = kept.keep(event);
      void attempt(event);
      await onDisk;
    },
    resume() {
      if (resumed || stopped) return;
      resumed = true;
      for (const event of kept.all()) {
        // What came since the start has its place already.
        if (event.acceptedAt >= startedAt) continue;
        waiting += 1;
        if (world.now() - event.acceptedAt > settingsOf(event).ageMs) void end(event, { condition: 'EventAgeExceeded' });
        else wait(event);
      }
    },
    stop() {
      stopped = true;
    },
  };
}
