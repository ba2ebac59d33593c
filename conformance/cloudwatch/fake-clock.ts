import { createWorld, type World } from '../../packages/engine/src/world/world.ts';

/** A clock that a test turns. Timers run in the order of their times. */
export interface FakeClock {
  readonly world: World;
  nowMs: number;
  advance(ms: number): Promise<void>;
}

export function createFakeClock(nowMs: number): FakeClock {
  const timers = new Set<{ readonly atMs: number; readonly callback: () => void }>();
  const clock: FakeClock = {
    nowMs,
    world: {
      ...createWorld(),
      now: () => clock.nowMs,
      after(delayMs, callback) {
        const timer = { atMs: clock.nowMs + delayMs, callback };
        timers.add(timer);
        return () => timers.delete(timer);
      },
    },
    async advance(ms) {
      const untilMs = clock.nowMs + ms;
      for (;;) {
        const [next] = [...timers].filter((it) => it.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
        if (!next) break;
        clock.nowMs = Math.max(clock.nowMs, next.atMs);
        timers.delete(next);
        next.callback();
        // What the timer began goes on in further turns, the writes of the store among them.
        for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      }
      clock.nowMs = untilMs;
    },
  };
  return clock;
}
