import type { Place } from '@gatewright/template';

/** What happened to one request, from the first byte to the answer. Times are milliseconds. */
export interface RequestTrace {
  readonly requestId: string;
  readonly startedAtMs: number;
  readonly method: string;
  /** As the client sent it, with the stage, without the query string. */
  readonly path: string;
  /** Whose words the answer has. */
  apiType?: 'REST' | 'HTTP' | 'FUNCTION_URL';
  apiId?: string;
  stage?: string;
  /** The matched resource's template, `/users/{id}`. */
  resourcePath?: string;
  readonly steps: TraceStep[];
  refusal?: Refusal;
  invocation?: InvocationTrace;
  /** Whether the stage's cache had the answer; absent when nothing is cached. */
  cache?: 'hit' | 'miss';
  /** The line of the stage's access log, when it keeps one. */
  accessLog?: string;
  /** The lines of the stage's execution log, when the method has one. */
  executionLog?: readonly string[];
  /** What the user should know although the request went on. */
  readonly notes: Explanation[];
  statusCode?: number;
  durationMs?: number;
  /** What the integration took of it. */
  integrationLatencyMs?: number;
  /** Of the bodies. */
  requestBytes?: number;
  responseBytes?: number;
}

/** What is known of a request when it begins. */
export type TraceBeginning = Pick<RequestTrace, 'requestId' | 'startedAtMs' | 'method' | 'path'>;

export function beginTrace(beginning: TraceBeginning): RequestTrace {
  return new BegunTrace(beginning);
}

/** Has room for all that may be written into it: an object that grows as its request goes on is moved each time. */
class BegunTrace implements RequestTrace {
  readonly requestId: string;
  readonly startedAtMs: number;
  readonly method: string;
  readonly path: string;
  readonly steps: TraceStep[] = [];
  readonly notes: Explanation[] = [];
  apiType?: 'REST' | 'HTTP' | 'FUNCTION_URL';
  apiId?: string;
  stage?: string;
  resourcePath?: string;
  refusal?: Refusal;
  invocation?: InvocationTrace;
  cache?: 'hit' | 'miss';
  accessLog?: string;
  executionLog?: readonly string[];
  statusCode?: number;
  durationMs?: number;
  integrationLatencyMs?: number;
  requestBytes?: number;
  responseBytes?: number;

  constructor({ requestId, startedAtMs, method, path }: TraceBeginning) {
    this.requestId = requestId;
    this.startedAtMs = startedAtMs;
    this.method = method;
    this.path = path;
  }
}

export interface TraceStep {
  readonly name: string;
  readonly durationMs: number;
}

/** Where, what, and the cure: the form of everything we explain. */
export interface Explanation {
  readonly message: string;
  readonly at?: Place | undefined;
  readonly hint?: string | undefined;
}

/** Why the gateway, and not the function, answered. */
export interface Refusal extends Explanation {
  /** Who refused: `gateway`, `authorizer`, `lambda`, `integration`. */
  readonly layer: string;
  /** AWS's gateway response type, `MISSING_AUTHENTICATION_TOKEN`, or AWS's word for the rule. */
  readonly rule: string;
}

export interface InvocationTrace {
  readonly functionName: string;
  readonly requestId: string;
  readonly coldStart: boolean;
  readonly durationMs: number;
  readonly initDurationMs?: number | undefined;
  readonly error?: InvocationFailure | undefined;
  readonly awsCalls: readonly AwsCall[];
}

export interface InvocationFailure extends Explanation {
  /** AWS's error type: `Runtime.ImportModuleError`, `Sandbox.Timedout`, or the error's own name. */
  readonly errorType: string;
}

/** One call that a function made to the AWS endpoint, or tried to make to AWS itself. */
export interface AwsCall {
  readonly service: string;
  readonly operation: string;
  /** What it was about: a table's name, a parameter's name. */
  readonly resource?: string | undefined;
  readonly statusCode: number;
  readonly durationMs: number;
  /** AWS's error code and message when it failed. */
  readonly error?: string | undefined;
  /** The host that answered, where `--upstream` has sent the call on. */
  readonly upstream?: string | undefined;
}
