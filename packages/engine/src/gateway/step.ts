import type { RequestTrace } from '../trace/trace.ts';

/** One named thing that a gateway does with a matched request. */
export interface Step<Exchange, Route> {
  readonly name: string;
  /** False leaves the step out of this route's pipeline altogether, so that what is not used costs nothing. */
  applies(route: Route): boolean;
  /** Answers 'answered' when the steps after it have nothing left to do. */
  run(exchange: Exchange): Promise<void> | 'answered' | undefined | void;
}

/** Runs steps in turn and writes each, the one that refuses too, into the trace. */
export async function runSteps<Exchange extends { readonly trace: RequestTrace }, Route>(
  steps: readonly Step<Exchange, Route>[],
  exchange: Exchange,
): Promise<void> {
  const { trace } = exchange;
  let startedAt = performance.now();
  for (const step of steps) {
    try {
      const outcome = step.run(exchange);
      if (outcome === 'answered') return;
      if (outcome) await outcome;
    } finally {
      const endedAt = performance.now();
      trace.steps.push({ name: step.name, durationMs: endedAt - startedAt });
      startedAt = endedAt;
    }
  }
}
