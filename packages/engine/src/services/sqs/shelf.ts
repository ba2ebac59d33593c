import type { Message } from './message.ts';

/** The messages of one queue by when, and in which order, they are handed out. */
export interface Shelf {
  put(message: Message): void;
  remove(message: Message): void;
  /** Up to `limit` that are visible, in the queue's order; they stay until they are put again or removed. */
  visible(now: number, limit: number): readonly Message[];
  /** When the next message becomes visible by itself; undefined when none will. */
  nextVisibleAt(now: number): number | undefined;
}

/** A standard queue: those that have waited longest come first. */
export class StandardShelf implements Shelf {
  readonly #ready = new Map<number, Message>();
  readonly #hidden = new Map<number, Message>();
  /** A heap of when hidden messages become visible; an entry is void when its message has another time by now. */
  readonly #wakings: { readonly at: number; readonly order: number }[] = [];

  put(message: Message): void {
    this.remove(message);
    this.#hidden.set(message.order, message);
    this.#push({ at: message.visibleAt, order: message.order });
  }

  remove({ order }: Message): void {
    this.#ready.delete(order);
    this.#hidden.delete(order);
  }

  visible(now: number, limit: number): readonly Message[] {
    for (let at = this.nextVisibleAt(now); at !== undefined && at <= now; at = this.nextVisibleAt(now)) {
      const waking = this.#pop();
      const message = waking && this.#hidden.get(waking.order);
      if (!message) break;
      this.#hidden.delete(message.order);
      this.#ready.set(message.order, message);
    }
    const found: Message[] = [];
    for (const message of this.#ready.values()) {
      if (found.length === limit) break;
      found.push(message);
    }
    return found;
  }

  nextVisibleAt(_now: number): number | undefined {
    for (let top = this.#wakings[0]; top; top = this.#wakings[0]) {
      if (this.#hidden.get(top.order)?.visibleAt === top.at) return top.at;
      this.#pop();
    }
    return undefined;
  }

  #push(waking: { readonly at: number; readonly order: number }): void {
    const heap = this.#wakings;
    let index = heap.push(waking) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (!parent || !isBefore(waking, parent)) break;
      heap[index] = parent;
      heap[above] = waking;
      index = above;
    }
  }

  #pop(): { readonly at: number; readonly order: number } | undefined {
    const heap = this.#wakings;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return top;
    heap[0] = last;
    let index = 0;
    for (;;) {
      const [left, right] = [heap[2 * index + 1], heap[2 * index + 2]];
      const below = right && left && isBefore(right, left) ? 2 * index + 2 : 2 * index + 1;
      const child = heap[below];
      if (!child || !isBefore(child, last)) return top;
      heap[index] = child;
      heap[below] = last;
      index = below;
    }
  }
}

function isBefore(a: { readonly at: number; readonly order: number }, b: { readonly at: number; readonly order: number }): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** A FIFO queue: of each message group its first messages, up to one that is hidden. @source recorded on AWS by localstack, 2025-11-19 */
export class FifoShelf implements Shelf {
  readonly #groups = new Map<string, Map<number, Message>>();

  put(message: Message): void {
    const group = this.#groups.get(message.groupId ?? '') ?? new Map<number, Message>();
    // A message that is in its group keeps its place there.
    group.set(message.order, message);
    this.#groups.set(message.groupId ?? '', group);
  }

  remove({ groupId = '', order }: Message): void {
    const group = this.#groups.get(groupId);
    group?.delete(order);
    if (group?.size === 0) this.#groups.delete(groupId);
  }

  visible(now: number, limit: number): readonly Message[] {
    const found: Message[] = [];
    for (const group of this.#groups.values()) {
      for (const message of group.values()) {
        if (message.visibleAt > now) break;
        if (found.length === limit) return found;
        found.push(message);
      }
    }
    return found;
  }

  nextVisibleAt(now: number): number | undefined {
    let next: number | undefined;
    for (const group of this.#groups.values()) {
      const [first] = group.values();
      if (!first || first.visibleAt <= now) continue;
      next = Math.min(next ?? first.visibleAt, first.visibleAt);
    }
    return next;
  }
}
