import { type Context, createContext, Script } from 'node:vm';

/** Work that took longer than it may. */
export class WatchdogError extends Error {
  override readonly name = 'WatchdogError';
}

// The code is constant, what it calls is ours: this API is the only one that interrupts a regular expression which backtracks for ever.
const script = new Script('run()');

/** One context for all: it takes a millisecond to make, and holds nothing but the work that runs right now. */
const shared: { context?: Context } = {};

/** Runs `work`, which must not wait for anything, for `timeoutMs` at most. @throws WatchdogError */
export function watched<Result>(timeoutMs: number, work: () => Result): Result {
  shared.context ??= createContext({});
  const { context } = shared;
  const outer = context.run;
  context.run = work;
  try {
    return script.runInContext(context, { timeout: timeoutMs });
  } catch (error) {
    // Made in the context, so that it is no instance of our own Error.
    const timedOut = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    throw timedOut ? new WatchdogError(`it took longer than ${timeoutMs} ms`) : error;
  } finally {
    context.run = outer;
  }
}
