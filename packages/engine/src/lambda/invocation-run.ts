import type { AwsCall, InvocationFailure } from '../trace/trace.ts';
import type { RuntimeError } from './environment-configuration.ts';
import type { FunctionConfiguration } from './function-configuration.ts';
import type { InvocationLog } from './invocation-log.ts';
import type { Invocation, InvocationResult } from './lambda-runtime.ts';
import type { StreamedResponse } from './streamed-response.ts';

/** How an invocation ended. */
export type Outcome =
  | { readonly payload: Buffer; readonly error?: undefined }
  | { readonly error: RuntimeError; readonly payload: Buffer; readonly failure: InvocationFailure };

interface InvocationRunOptions {
  readonly requestId: string;
  readonly invocation: Invocation;
  readonly log: InvocationLog;
  /** Where the answer goes while it is written; undefined where it is read at its end. */
  readonly stream: StreamedResponse | undefined;
  readonly settle: (result: InvocationResult) => void;
}

/** One accepted invocation, from the queue to its answer. It may be sent to an environment and come back unstarted. */
export class InvocationRun {
  readonly requestId: string;
  readonly invocation: Invocation;
  readonly log: InvocationLog;
  readonly stream: StreamedResponse | undefined;
  readonly awsCalls: AwsCall[] = [];
  readonly acceptedAt: number = performance.now();
  /** When the environment began with it. */
  startedAt = 0;
  sequence = 0;
  /** Set when this invocation had to wait for its environment to be initialised. */
  initDurationMs: number | undefined;
  /**
   * What the initialisation inside of this invocation took, after a failure had reset the environment: part of its duration, and not
   * reported by itself. @source "Failures during the invoke phase", AWS Lambda developer guide
   */
  suppressedInitMs: number | undefined;
  readonly #settle: (result: InvocationResult) => void;

  constructor({ requestId, invocation, log, stream, settle }: InvocationRunOptions) {
    this.requestId = requestId;
    this.invocation = invocation;
    this.log = log;
    this.stream = stream;
    this.#settle = settle;
  }

  settle({ functionName, version = '$LATEST' }: FunctionConfiguration, outcome: Outcome, durationMs: number): void {
    const { log } = this;
    const initDurationMs = this.initDurationMs ?? this.suppressedInitMs;
    this.#settle({
      payload: outcome.payload,
      functionError: outcome.error && 'Unhandled',
      executedVersion: version,
      trace: {
        functionName,
        requestId: this.requestId,
        coldStart: initDurationMs !== undefined,
        durationMs,
        initDurationMs,
        error: outcome.error && outcome.failure,
        awsCalls: this.awsCalls,
      },
      get logTail() {
        return log.tail;
      },
    });
  }
}
