import type { RequestTrace } from '../trace/trace.ts';

/** One named thing that a gateway does with a matched request. */
export interface Step<Exchange, Route> {
  readonly name: string;
  /** False leaves the step out of this route's pipeline altogether, so that what is not used costs nothing. */
  applies(route: Route): boolean;
  /** Answers 'answered' when the steps after it have nothing left to do, a promise only when there is something to wait for. */
  run(exchange: Exchange): Promise<void> | 'answered' | undefined | void;
}

/**
 * Runs steps in turn, from the one at `first` on, and writes each, the one that refuses too, into the trace.
 * @returns a promise only when a step has to wait: to wait for nothing costs a request more than most steps do.
 */
export function runSteps<Exchange extends { readonly trace: RequestTrace }, Route>(
  steps: readonly Step<Exchange, Route>[],
  exchange: Exchange,
  first: number = 0,
): Promise<void> | undefined {
  let startedAt = performance.now();
  for (let index = first; index < steps.length; index += 1) {
    const step = steps[index];
    if (!step) break;
    let outcome: ReturnType<typeof step.run>;
    try {
      outcome = step.run(exchange);
    } catch (error) {
      note(exchange.trace, step.name, startedAt);
      throw error;
    }
    if (outcome instanceof Promise) return waitFor(outcome, { steps, exchange, index, startedAt });
    startedAt = note(exchange.trace, step.name, startedAt);
    if (outcome === 'answered') break;
  }
  return undefined;
}

interface Pending<Exchange, Route> {
  readonly steps: readonly Step<Exchange, Route>[];
  readonly exchange: Exchange;
  readonly index: number;
  readonly startedAt: number;
}

/** Ends a step that has to wait, and runs those after it. */
async function waitFor<Exchange extends { readonly trace: RequestTrace }, Route>(
  outcome: Promise<void>,
  { steps, exchange, index, startedAt }: Pending<Exchange, Route>,
): Promise<void> {
  try {
    await outcome;
  } finally {
    note(exchange.trace, steps[index]?.name ?? '', startedAt);
  }
  return runSteps(steps, exchange, index + 1);
}

function note({ steps }: RequestTrace, name: string, startedAt: number): number {
  const endedAt = performance.now();
  steps.push({ name, durationMs: endedAt - startedAt });
  return endedAt;
}
