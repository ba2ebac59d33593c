import type { World } from '../world/world.ts';

/** Work that must be done in time. One timer serves all that have the same limit: a timer for each request costs more than the request's route. */
export class Deadlines {
  readonly #world: World;
  /** By limit, what is under way, the oldest first. */
  readonly #queues = new Map<number, Set<Deadline>>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Calls `late` after `limitMs`, unless the answer is called before. */
  after(limitMs: number, late: () => void): () => void {
    const queue = this.#queues.get(limitMs) ?? new Set<Deadline>();
    const deadline = { atMs: this.#world.now() + limitMs, late };
    queue.add(deadline);
    if (!this.#queues.has(limitMs)) {
      this.#queues.set(limitMs, queue);
      this.#wait(limitMs, limitMs, queue);
    }
    return () => queue.delete(deadline);
  }

  #wait(limitMs: number, delayMs: number, queue: Set<Deadline>): void {
    this.#world.after(delayMs, () => {
      const now = this.#world.now();
      for (const deadline of queue) {
        if (deadline.atMs > now) return this.#wait(limitMs, deadline.atMs - now, queue);
        queue.delete(deadline);
        deadline.late();
      }
      this.#queues.delete(limitMs);
    });
  }
}

interface Deadline {
  readonly atMs: number;
  late(): void;
}
