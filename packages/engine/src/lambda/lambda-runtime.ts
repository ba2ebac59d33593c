import type { AwsCall, InvocationFailure, InvocationTrace } from '../trace/trace.ts';
import type { FunctionConfiguration } from './function-configuration.ts';

export interface Invocation {
  readonly functionName: string;
  /** JSON text of the event. */
  readonly payload: string | Buffer;
  /** The ARN with the qualifier exactly as used. */
  readonly invokedFunctionArn: string;
  /** The X-Amzn-Trace-Id for `_X_AMZN_TRACE_ID`. */
  readonly traceId: string;
  readonly clientContext?: string | undefined;
}

export interface InvocationResult {
  /** JSON text of the result, or of AWS's error object when `functionError` is set. */
  readonly payload: Buffer;
  readonly functionError?: 'Unhandled' | undefined;
  readonly trace: InvocationTrace;
  /** START ... REPORT lines of this invocation, as CloudWatch Logs has them; the last 4 KB at least. */
  readonly logTail: string;
}

/** Something a running function tells the developer, as it happens. */
export type LambdaEvent =
  | { readonly type: 'log'; readonly functionName: string; readonly requestId: string | undefined; readonly line: string }
  | { readonly type: 'reload'; readonly functionName: string; readonly durationMs: number; readonly changed: string }
  | { readonly type: 'build-failed'; readonly functionName: string; readonly failure: InvocationFailure };

/** Runs functions: one process per execution environment, one invocation at a time in each. */
export interface LambdaRuntime {
  /** Creates a function or replaces its configuration; invocations in flight finish on the old one. */
  putFunction(configuration: FunctionConfiguration): void;
  deleteFunction(functionName: string): void;
  /**
   * Runs one invocation. Function errors come back as results, as AWS's Invoke answers 200 to them.
   * @throws ServiceError ResourceNotFoundException, TooManyRequestsException, RequestTooLargeException
   */
  invoke(invocation: Invocation): Promise<InvocationResult>;
  /** Builds every function and starts a spare process: what may be done before the first request. */
  warmUp(): Promise<void>;
  /** Adds a call to the trace of the invocation that now runs with these credentials, if one does. */
  recordAwsCall(accessKeyId: string, call: AwsCall): void;
  /** Ends every process and waits until they are gone. */
  stop(): Promise<void>;
}
