import type { RuntimeError } from './environment-configuration.ts';
import { explainFailure } from './explain-failure.ts';
import type { FunctionConfiguration } from './function-configuration.ts';
import type { InvocationRun, Outcome } from './invocation-run.ts';

/** Errors that the platform or the runtime makes: the report names their type. */
const platformErrors = /^(Runtime|Function|Sandbox)\./;

/** Writes the last lines of an invocation that its process has answered, and answers its caller. */
export function finishAnswered(
  run: InvocationRun,
  configuration: FunctionConfiguration,
  { outcome, durationMs, memoryKb }: { readonly outcome: Outcome; readonly durationMs: number; readonly memoryKb: number },
): void {
  const errorType = outcome.error && platformErrors.test(outcome.error.errorType) ? outcome.error.errorType : undefined;
  report(run, configuration, { durationMs, memoryKb, status: errorType === undefined ? undefined : 'error', errorType });
  run.settle(configuration, outcome, durationMs);
}

/** The same for one whose process ended under it. */
export function finishUnanswered(
  run: InvocationRun,
  configuration: FunctionConfiguration,
  {
    error,
    origin,
    late,
    memoryKb,
  }: { readonly error: RuntimeError; readonly origin: string | undefined; readonly late: boolean; readonly memoryKb: number },
): void {
  const durationMs = late ? configuration.timeoutSeconds * 1000 : performance.now() - run.startedAt;
  report(run, configuration, {
    durationMs,
    memoryKb,
    status: late ? 'timeout' : 'error',
    errorType: late ? undefined : error.errorType,
  });
  run.settle(configuration, failedOutcome(configuration, error, { origin }), durationMs);
}

/** An error as an answer, explained. @param origin the stack of what the user's code threw, where the error is one of the runtime's own */
export function failedOutcome(
  configuration: FunctionConfiguration,
  error: RuntimeError,
  { payload = Buffer.from(JSON.stringify(error)), origin }: { readonly payload?: Buffer; readonly origin?: string | undefined } = {},
): Outcome {
  return { payload, error, failure: explainFailure({ configuration, error, origin }) };
}

interface Figures {
  readonly durationMs: number;
  readonly memoryKb: number;
  readonly status: 'error' | 'timeout' | undefined;
  readonly errorType: string | undefined;
}

function report(run: InvocationRun, { memorySizeMb }: FunctionConfiguration, { durationMs, memoryKb, status, errorType }: Figures): void {
  const maxMemoryUsedMb = errorType === 'Runtime.OutOfMemory' ? memorySizeMb : Math.min(memorySizeMb, Math.ceil(memoryKb / 1024));
  run.log.end({ durationMs, memorySizeMb, maxMemoryUsedMb, initDurationMs: run.initDurationMs, status, errorType });
}
