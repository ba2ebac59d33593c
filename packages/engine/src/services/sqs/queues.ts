import type { Documents } from '../../store/documents.ts';
import type { Change, Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import { belongingsOf } from './message-keys.ts';
import type { MoveTask } from './move-task.ts';
import { nameInArn, type Queue, queueArn } from './queue.ts';
import { QueueMessages } from './queue-messages.ts';
import { given, noSuchQueue } from './refusals.ts';

export interface QueuesParts {
  readonly world: World;
  readonly store: Store;
  readonly documents: Documents<Queue>;
  /** Where clients reach the AWS endpoint: `http://127.0.0.1:4566`. */
  readonly endpointUrl: () => string;
}

/** The account's queues: what every operation works on. A queue's messages are read when they are first needed. */
export class Queues {
  readonly world: World;
  readonly #parts: QueuesParts;
  readonly #messages = new Map<string, QueueMessages>();
  /** When queues were purged, by their ids. */
  readonly purgedMs: Map<string, number> = new Map();
  readonly moveTasks: MoveTask[] = [];
  /** Event source mappings that wait for a queue's messages, by the queue's name: a queue that is made anew has them again. */
  readonly #listeners = new Map<string, Set<() => void>>();

  constructor(parts: QueuesParts) {
    this.#parts = parts;
    this.world = parts.world;
  }

  get(name: string): Queue | undefined {
    return this.#parts.documents.get(name);
  }

  /** In the order of their names. */
  all(): readonly Queue[] {
    return [...this.#parts.documents.all()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws ServiceError MissingRequiredParameterException, QueueDoesNotExist */
  atUrl(url: string | undefined): Queue {
    const [path = ''] = given(url, 'QueueUrl').split('?');
    const found = this.get(path.slice(path.lastIndexOf('/') + 1));
    if (!found) throw noSuchQueue();
    return found;
  }

  atArn(arn: string): Queue | undefined {
    const name = nameInArn(arn);
    return name === undefined ? undefined : this.get(name);
  }

  urlOf({ name }: Pick<Queue, 'name'>): string {
    return `${this.#parts.endpointUrl()}/${this.world.accountId}/${name}`;
  }

  arnOf({ name }: Pick<Queue, 'name'>): string {
    return queueArn(this.world, name);
  }

  put(queue: Queue): Promise<void> {
    return this.#parts.documents.put(queue.name, queue);
  }

  messagesOf(queue: Queue): QueueMessages {
    const found = this.#messages.get(queue.id) ?? new QueueMessages(this.world, this.#parts.store, queue);
    if (!this.#messages.has(queue.id)) {
      this.#messages.set(queue.id, found);
      found.listen(() => this.#tell(queue.name));
    }
    return found;
  }

  /** Calls `listener` when the queue of this name may have something to receive; the answer ends it. */
  listen(name: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  }

  write(changes: readonly Change[]): Promise<void> {
    return changes.length === 0 ? Promise.resolve() : this.#parts.store.write(changes);
  }

  /** Removes every message, at once, and forgets what was sent. @source observed on AWS by localstack: `test_purge_queue_clears_fifo_deduplication_cache` */
  async purge(queue: Queue): Promise<void> {
    const messages = this.messagesOf(queue);
    await this.write([...messages.forgetSent(), ...[...messages.all].map((message) => messages.remove(message))]);
  }

  async delete(queue: Queue): Promise<void> {
    const messages = this.#messages.get(queue.id);
    this.#messages.delete(queue.id);
    const belongings = [...this.#parts.store.keys(belongingsOf(queue.id))].map((key) => ({ key, value: undefined }));
    const removed = messages ? [...messages.all].map((message) => messages.remove(message)) : [];
    await Promise.all([this.#parts.documents.delete(queue.name), this.write([...belongings, ...removed])]);
    // Whoever waits for a message learns that there is no queue any more.
    messages?.wake();
  }

  #tell(name: string): void {
    for (const listener of this.#listeners.get(name) ?? []) listener();
  }
}
