import type { World } from '../../world/world.ts';
import type { Schedule } from './schedule-expression.ts';

/** A timer of Node's runs for 24 days at most, and a laptop sleeps: the clock is looked at again within the hour. */
const longestWaitMs = 3_600_000;

export interface Alarm {
  readonly schedule: Schedule;
  /** From where a rate counts, milliseconds since 1970. */
  readonly anchorMs: number;
  /** Its first run is the first after this moment; now without it. */
  readonly fromMs?: number;
  /** Called at each run; the next is planned by then. @param dueMs when it was due */
  ring(dueMs: number): void;
  /** There is no further run. */
  ended?(): void;
}

interface Planned {
  readonly dueMs: number;
  cancel: () => void;
}

/** Rings each schedule at its times, by name, on the engine's clock. Runs that were missed while the machine slept are not made up for. */
export class Alarms {
  readonly #world: World;
  readonly #planned = new Map<string, Planned>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Sets or replaces the alarm of that name. */
  set(name: string, alarm: Alarm): void {
    this.clear(name);
    this.#plan(name, alarm, alarm.fromMs ?? this.#world.now());
  }

  clear(name: string): void {
    this.#planned.get(name)?.cancel();
    this.#planned.delete(name);
  }

  /** Milliseconds since 1970; undefined when nothing is planned. */
  nextOf(name: string): number | undefined {
    return this.#planned.get(name)?.dueMs;
  }

  stop(): void {
    for (const name of [...this.#planned.keys()]) this.clear(name);
  }

  #plan(name: string, alarm: Alarm, afterMs: number): void {
    const dueMs = alarm.schedule.next(afterMs, alarm.anchorMs);
    this.#planned.delete(name);
    if (dueMs === undefined) {
      alarm.ended?.();
      return;
    }
    const planned: Planned = { dueMs, cancel: () => {} };
    this.#planned.set(name, planned);
    this.#wait(name, planned, alarm);
  }

  #wait(name: string, planned: Planned, alarm: Alarm): void {
    const leftMs = Math.max(0, planned.dueMs - this.#world.now());
    planned.cancel = this.#world.after(Math.min(leftMs, longestWaitMs), () => {
      // A timer may come a millisecond early.
      if (this.#world.now() < planned.dueMs) return this.#wait(name, planned, alarm);
      alarm.ring(planned.dueMs);
      // What rang may have set or cleared it.
      if (this.#planned.get(name) === planned) this.#plan(name, alarm, this.#world.now());
    });
  }
}
