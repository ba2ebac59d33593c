import type { Store } from '../../store/store.ts';
import { expireObjects } from './expire-objects.ts';
import type { S3State } from './operation.ts';
import { sweepOrphans } from './sweep-orphans.ts';

/** Nobody waits for what a former run has left. */
const startDelayMs = 30_000;
const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** Runs the buckets' lifecycles: soon after the start, at each midnight by UTC, and each hour, since a machine may have slept through one. */
export function scheduleLifecycles(on: S3State, store: Store): void {
  const { world } = on;
  const run = (): void => {
    if (store.closed) return;
    expireObjects(on, store)
      .catch((error: unknown) => process.emitWarning(`What the lifecycles of buckets say could not be done: ${String(error)}`))
      .finally(() => {
        if (!store.closed) world.after(Math.min(hourMs, dayMs - (world.now() % dayMs)), run);
      });
  };
  world.after(startDelayMs, run);
}

export function scheduleSweep(on: S3State, store: Store): void {
  on.world.after(startDelayMs, () => {
    sweepOrphans(on, store).catch((error: unknown) => {
      process.emitWarning(`The bytes that a crash has left could not be swept away: ${String(error)}`);
    });
  });
}
