import type { RuntimeError } from './environment-configuration.ts';
import { maximumProcesses } from './process-census.ts';
import type { ProcessExit } from './runtime-process.ts';

/** Why a process was ended from here. */
export type KillReason = 'timeout' | 'init-timeout' | 'memory' | 'processes';

export interface Ending {
  /** Undefined when the process ended of its own. */
  readonly reason: KillReason | undefined;
  readonly exit: ProcessExit;
  /** What it said of the code it could not load. */
  readonly initError: RuntimeError | undefined;
  readonly requestId: string;
  readonly timeoutSeconds: number;
  readonly nowMs: number;
}

/** What an invocation answers whose process ended under it, and what its log says of that where nothing has been said. */
export function endingOf({ reason, exit, initError, requestId, timeoutSeconds, nowMs }: Ending): {
  readonly error: RuntimeError;
  readonly line?: string;
} {
  if (reason === 'timeout') {
    const line = `${new Date(nowMs).toISOString()} ${requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds\n`;
    return { error: timedOut(requestId, timeoutSeconds), line };
  }
  if (initError?.errorType === 'Runtime.InvalidEntrypoint') {
    const error = { ...initError, errorMessage: `RequestId: ${requestId} Error: ${initError.errorMessage}` };
    return { error, line: `${error.errorMessage}\n${error.errorType}` };
  }
  if (initError) return { error: initError };
  const error = reason === 'memory' ? outOfMemory(requestId) : exited(requestId, exit);
  const line = `${error.errorMessage}\n${error.errorType}`;
  // On AWS it is the function's own calls that fail, with EAGAIN.
  const why = `(gatewright ended this function: it ran more than the ${maximumProcesses} processes and threads that AWS allows)`;
  return { error, line: reason === 'processes' ? `${why}\n${line}` : line };
}

/** The answer to an invocation past its function's time limit. @source recorded on AWS, 2025-11 */
function timedOut(requestId: string, timeoutSeconds: number): RuntimeError {
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
  };
}

/** The answer to an invocation whose process ended under it. @source recorded on AWS; the texts after `error:` are Go's */
export function exited(requestId: string, exit: ProcessExit): RuntimeError {
  return { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${exitText(exit)}` };
}

/** The kernel's way on AWS: the process is killed when it needs more than its memory. */
function outOfMemory(requestId: string): RuntimeError {
  return { errorType: 'Runtime.OutOfMemory', errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed` };
}

function exitText({ code, signal }: ProcessExit): string {
  if (signal !== null) return `Runtime exited with error: signal: ${signalNames[signal] ?? signal}`;
  return code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${code}`;
}

const signalNames: { readonly [signal: string]: string } = {
  SIGABRT: 'aborted',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGHUP: 'hangup',
  SIGILL: 'illegal instruction',
  SIGINT: 'interrupt',
  SIGKILL: 'killed',
  SIGPIPE: 'broken pipe',
  SIGQUIT: 'quit',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGTRAP: 'trace/breakpoint trap',
};
