import type { Change, Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import type { Message } from './message.ts';
import { duplicateKey, duplicatesOf, messageKey, messagesOf } from './message-keys.ts';
import { isFifo, numberOf, type Queue } from './queue.ts';
import { FifoShelf, type Shelf, StandardShelf } from './shelf.ts';

/** For how long a deduplication id is remembered. @source "Exactly-once processing in Amazon SQS" */
const deduplicationMs = 5 * 60_000;

/** What was sent under a deduplication id. */
export interface Sent {
  readonly scopedId: string;
  readonly messageId: string;
  readonly order: number;
  readonly at: number;
}

/** One queue's messages in memory. What changes is answered as changes of the store, for the caller to write. */
export class QueueMessages {
  readonly #world: World;
  readonly #queueId: string;
  readonly #all = new Map<number, Message>();
  readonly #shelf: Shelf;
  readonly #sent = new Map<string, Sent>();
  readonly #listeners = new Set<() => void>();
  #lastOrder = 0;
  #cancelWaking: (() => void) | undefined;

  constructor(world: World, store: Store, queue: Queue) {
    this.#world = world;
    this.#queueId = queue.id;
    this.#shelf = isFifo(queue) ? new FifoShelf() : new StandardShelf();
    for (const value of store.values(messagesOf(queue.id))) {
      const message: Message = JSON.parse(value.toString('utf8'));
      this.#keep(message);
      this.#lastOrder = Math.max(this.#lastOrder, message.order);
    }
    const sent = [...store.values(duplicatesOf(queue.id))].map((value): Sent => JSON.parse(value.toString('utf8')));
    for (const it of sent.sort((a, b) => a.at - b.at)) {
      this.#sent.set(it.scopedId, it);
      this.#lastOrder = Math.max(this.#lastOrder, it.order);
    }
  }

  /** A number above all given before, in this run and in former ones. */
  nextOrder(): number {
    this.#lastOrder = Math.max(this.#lastOrder + 1, this.#world.now() * 4096);
    return this.#lastOrder;
  }

  put(message: Message): Change {
    this.#keep(message);
    this.#arm();
    if (message.visibleAt <= this.#world.now()) this.wake();
    return { key: messageKey(this.#queueId, message.order), value: Buffer.from(JSON.stringify(message)) };
  }

  remove(message: Message): Change {
    this.#all.delete(message.order);
    this.#shelf.remove(message);
    // The next of its group may be free now.
    if (message.groupId !== undefined) this.wake();
    return { key: messageKey(this.#queueId, message.order), value: undefined };
  }

  get(order: number): Message | undefined {
    return this.#all.get(order);
  }

  get all(): IterableIterator<Message> {
    return this.#all.values();
  }

  visible(limit: number): readonly Message[] {
    return this.#shelf.visible(this.#world.now(), limit);
  }

  /** Removes what is older than the queue keeps messages. Those in front are the oldest. */
  dropExpired(queue: Queue): readonly Change[] {
    const oldest = this.#world.now() - numberOf(queue, 'MessageRetentionPeriod') * 1000;
    const changes: Change[] = [];
    for (const message of this.#all.values()) {
      if (message.sentAt > oldest) break;
      changes.push(this.remove(message));
    }
    return changes;
  }

  /** What was sent under this deduplication id in the last five minutes. */
  sentBefore(scopedId: string): Sent | undefined {
    const found = this.#sent.get(scopedId);
    return found && this.#world.now() - found.at < deduplicationMs ? found : undefined;
  }

  /** Remembers a deduplication id, and forgets those of more than five minutes ago. */
  remember(sent: Sent): readonly Change[] {
    const changes: Change[] = [{ key: duplicateKey(this.#queueId, sent.scopedId), value: Buffer.from(JSON.stringify(sent)) }];
    for (const { scopedId, at } of this.#sent.values()) {
      if (this.#world.now() - at < deduplicationMs) break;
      this.#sent.delete(scopedId);
      if (scopedId !== sent.scopedId) changes.push({ key: duplicateKey(this.#queueId, scopedId), value: undefined });
    }
    this.#sent.delete(sent.scopedId);
    this.#sent.set(sent.scopedId, sent);
    return changes;
  }

  /** Forgets every deduplication id: what was sent before may be sent again. */
  forgetSent(): readonly Change[] {
    const changes = [...this.#sent.keys()].map((scopedId) => ({ key: duplicateKey(this.#queueId, scopedId), value: undefined }));
    this.#sent.clear();
    return changes;
  }

  /** Calls `listener` whenever there may be something to receive; the answer ends it. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#arm();
    return () => {
      this.#listeners.delete(listener);
      this.#arm();
    };
  }

  /** Resolves when there may be something to receive, or after `delayMs`. */
  news(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        forget();
        resolve();
      };
      const cancel = this.#world.after(delayMs, end);
      const forget = this.listen(end);
    });
  }

  wake(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  #keep(message: Message): void {
    this.#all.set(message.order, message);
    this.#shelf.put(message);
  }

  /** While somebody listens, a timer waits for the next message to become visible; otherwise the queue is quiet. */
  #arm(): void {
    this.#cancelWaking?.();
    this.#cancelWaking = undefined;
    if (this.#listeners.size === 0) return;
    const now = this.#world.now();
    const next = this.#shelf.nextVisibleAt(now);
    if (next === undefined) return;
    this.#cancelWaking = this.#world.after(Math.max(0, next - now), () => {
      this.#cancelWaking = undefined;
      this.wake();
      this.#arm();
    });
  }
}
