import type { Place } from '@gatewright/template';
import type { AwsCall, InvocationFailure, InvocationTrace } from '../trace/trace.ts';
import type { FunctionConfiguration } from './function-configuration.ts';

export interface Invocation {
  readonly functionName: string;
  /** The version to run; `$LATEST` when absent. */
  readonly version?: string | undefined;
  /** JSON text of the event. */
  readonly payload: string | Buffer;
  /** The ARN with the qualifier exactly as used. */
  readonly invokedFunctionArn: string;
  /** The X-Amzn-Trace-Id for `_X_AMZN_TRACE_ID`. */
  readonly traceId: string;
  readonly clientContext?: string | undefined;
  /** JSON text of the Amazon Cognito identity, `{"cognitoIdentityId","cognitoIdentityPoolId"}`. */
  readonly cognitoIdentity?: string | undefined;
  /** The id that the function sees; one of its own without it. */
  readonly requestId?: string | undefined;
}

export interface InvocationResult {
  /** JSON text of the result, or of AWS's error object when `functionError` is set. */
  readonly payload: Buffer;
  readonly functionError?: 'Unhandled' | undefined;
  /** `$LATEST` or a number: what X-Amz-Executed-Version says. */
  readonly executedVersion: string;
  readonly trace: InvocationTrace;
  /** START ... REPORT lines of this invocation, as CloudWatch Logs has them; the last 4 KB at least. */
  readonly logTail: string;
}

/** An invocation whose answer is read while the function still writes it. */
export interface StreamedInvocation {
  /** `application/vnd.awslambda.http-integration-response` when the pieces begin with status, headers and cookies as JSON and eight NUL bytes. */
  readonly contentType: string;
  /** As the function writes them; a function that does not stream gives its whole payload as one. Must be read, or returned from. */
  readonly chunks: AsyncIterable<Buffer>;
  /** At the end. The payload is empty for what was streamed; with `functionError` it is AWS's error object. */
  readonly result: Promise<InvocationResult>;
}

/** The log group of a function and the stream of one of its execution environments. */
export interface LogPlace {
  readonly logGroupName: string;
  readonly logStreamName: string;
}

/** Something a running function tells the developer, as it happens. */
export type LambdaEvent =
  | {
      readonly type: 'log';
      readonly functionName: string;
      readonly requestId: string | undefined;
      readonly line: string;
      /** Where CloudWatch Logs has it; undefined when no execution environment ran. */
      readonly place: LogPlace | undefined;
    }
  | { readonly type: 'reload'; readonly functionName: string; readonly durationMs: number; readonly changed: string }
  | { readonly type: 'build-failed'; readonly functionName: string; readonly failure: InvocationFailure };

/** A function that cannot answer as its code stands. */
export interface FunctionFailure {
  readonly functionName: string;
  /** Where the template names the handler. */
  readonly handlerAt: Place | undefined;
  readonly failure: InvocationFailure;
}

/** The function whose execution environment has an access key. */
export interface CredentialOwner {
  readonly functionName: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Runs functions: one process per execution environment, one invocation at a time in each. */
export interface LambdaRuntime {
  /** Creates a function or replaces its configuration; invocations in flight finish on the old one. */
  putFunction(configuration: FunctionConfiguration): void;
  deleteFunction(functionName: string, version?: string): void;
  /**
   * Runs one invocation. Function errors come back as results, as AWS's Invoke answers 200 to them.
   * @throws ServiceError ResourceNotFoundException, TooManyRequestsException, RequestTooLargeException
   */
  invoke(invocation: Invocation): Promise<InvocationResult>;
  /**
   * The same, with the answer as the function writes it. Resolves when the answer begins, or is over without having begun.
   * @throws ServiceError as `invoke`
   */
  invokeWithResponseStream(invocation: Invocation): Promise<StreamedInvocation>;
  /**
   * Builds every function and starts a spare process: what may be done before the first request. Answers what is wrong with the code
   * of functions without running it; each is also reported as a `build-failed` event.
   */
  warmUp(): Promise<readonly FunctionFailure[]>;
  /** Starts every function anew, as if its code had been saved. */
  reload(): void;
  /** Whose an access key is; undefined when no living execution environment has it. */
  ownerOf(accessKeyId: string): CredentialOwner | undefined;
  /** Adds a call to the trace of the invocation that now runs with these credentials, if one does. */
  recordAwsCall(accessKeyId: string, call: AwsCall): void;
  /** Ends every process and waits until they are gone. */
  stop(): Promise<void>;
}
