import type { RuntimeError } from './environment-configuration.ts';
import type { ProcessExit } from './environment-process.ts';

/** The answer to an invocation past its function's time limit. @source recorded on AWS, 2025-11 */
export function timedOut(requestId: string, timeoutSeconds: number): RuntimeError {
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
export function outOfMemory(requestId: string): RuntimeError {
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
