import { types } from 'node:util';
import type { RuntimeError } from '../environment-configuration.ts';

/** Errors that AWS's Node.js runtime makes itself: their names carry `Runtime.`. @source AWS Lambda Node.js runtime interface client */
export class RuntimeFault extends Error {
  constructor(name: string, message: string, options?: ErrorOptions) {
    super(message, options);
    // Not among the members that JSON shows.
    Object.defineProperty(this, 'name', { value: `Runtime.${name}`, configurable: true, writable: true });
    // The first line of a stack has the name of the moment it was taken.
    Error.captureStackTrace(this, RuntimeFault);
  }
}

/** The error object that an invocation answers. */
export function toRuntimeError(error: unknown): RuntimeError {
  try {
    if (isErrorLike(error)) return { errorType: error.name, errorMessage: error.message, trace: stackLines(error.stack ?? '') };
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
    };
  }
}

function isErrorLike(error: unknown): error is Error {
  if (types.isNativeError(error)) return true;
  if (typeof error !== 'object' || error === null) return false;
  const { name, message, stack } = error as Record<string, unknown>;
  return [name, message, stack].every((it) => typeof it === 'string' && it !== '');
}

/** A stack without the frames of this runtime and what called it: they would lead the developer into files that are not theirs. */
export function stackLines(stack: string): string[] {
  const lines = stack.split('\n');
  const first = lines.findIndex((line) => line.includes(__filename));
  return first < 0 ? lines : lines.slice(0, first);
}

/** What the runtime logs of an error: a tab, then JSON with the members that errors hide. */
export function formatError(error: unknown): string {
  const shown = error instanceof Error ? error : new Error(String(error));
  try {
    return `\t${JSON.stringify(shown, (_key, value: unknown) => (value instanceof Error ? withHiddenMembers(value) : value))}`;
  } catch {
    return `\t${JSON.stringify(toRuntimeError(shown))}`;
  }
}

function withHiddenMembers(error: Error): object {
  const code: unknown = 'code' in error ? error.code : undefined;
  const shown: Record<string, unknown> = { errorType: error.name, errorMessage: error.message, code, ...error };
  if (typeof error.stack === 'string') shown.stack = stackLines(error.stack);
  return shown;
}
