import type { World } from '../world/world.ts';

/**
 * Work that must be done in time. One timer serves all that have the same limit: a timer for each request costs more than the request's route.
 */
export class Deadlines {
  readonly #world: World;
  /** By limit, what is under way. */
  readonly #queues = new Map<number, Queue>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Calls `late` after `limitMs`, unless the answer is called before. */
  after(limitMs: number, late: () => void): () => void {
    const queue = this.#queues.get(limitMs) ?? new Queue();
    this.#queues.set(limitMs, queue);
    const deadline = queue.add(this.#world.now() + limitMs, late);
    if (!queue.isWaiting) this.#wait(limitMs, limitMs, queue);
    return () => queue.remove(deadline);
  }

  #wait(limitMs: number, delayMs: number, queue: Queue): void {
    queue.isWaiting = true;
    this.#world.after(delayMs, () => {
      const now = this.#world.now();
      for (let { first } = queue; first; first = queue.first) {
        if (first.atMs > now) return this.#wait(limitMs, first.atMs - now, queue);
        const { late } = first;
        queue.remove(first);
        late();
      }
      queue.isWaiting = false;
    });
  }
}

/**
 * Deadlines with one limit, the oldest first. A list of links, and no Set: the tables that a Set leaves behind as its entries come and go
 * keep what was in them alive until the next full garbage collection, and that is half of what a request is made of.
 */
class Queue {
  first: Deadline | undefined;
  #last: Deadline | undefined;
  isWaiting = false;

  add(atMs: number, late: () => void): Deadline {
    const deadline: Deadline = { atMs, late, before: this.#last, next: undefined, isDone: false };
    if (this.#last) this.#last.next = deadline;
    else this.first = deadline;
    this.#last = deadline;
    return deadline;
  }

  remove(deadline: Deadline): void {
    if (deadline.isDone) return;
    const { before, next } = deadline;
    if (before) before.next = next;
    else this.first = next;
    if (next) next.before = before;
    else this.#last = before;
    deadline.isDone = true;
    // One that is gone must not hold those that are not.
    deadline.before = undefined;
    deadline.next = undefined;
  }
}

interface Deadline {
  readonly atMs: number;
  readonly late: () => void;
  before: Deadline | undefined;
  next: Deadline | undefined;
  isDone: boolean;
}
