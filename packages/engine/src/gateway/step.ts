import type { RequestTrace } from '../trace/trace.ts';

/** One named thing that a gateway does with a matched request. */
export interface Step<Exchange, Route> {
  readonly name: string;
  /** False leaves the step out of this route's pipeline altogether, so that what is not used costs nothing. */
  applies(route: Route): boolean;
  run(exchange: Exchange): Promise<void> | void;
}

/** Runs steps in turn and writes each, the one that refuses too, into the trace. */
export async function runSteps<Exchange extends { readonly trace: RequestTrace }, Route>(
  steps: readonly Step<Exchange, Route>[],
  exchange: Exchange,
): Promise<void> {
  const { trace } = exchange;
  for (const step of steps) {
    const startedAt = performance.now();
    try {
      const pending = step.run(exchange);
      if (pending) await pending;
    } finally {
      trace.steps.push({ name: step.name, durationMs: performance.now() - startedAt });
    }
  }
}
