import type { Store } from './store.ts';

/**
 * A service's own documents, each under a name, as JSON in the store; read once, when first asked for, and held in memory from then on.
 * For what a service has tens or thousands of (parameters, secrets, queues), not for what flows (items, log events).
 */
export class Documents<Document extends object> {
  readonly #store: Store;
  readonly #prefix: Buffer;
  #byName: Map<string, Document> | undefined;

  /** @param collection whose they are, `ssm/parameter`: letters and slashes */
  constructor(store: Store, collection: string) {
    this.#store = store;
    this.#prefix = Buffer.from(`x${collection}\0`);
  }

  get(name: string): Document | undefined {
    return this.#documents.get(name);
  }

  /** In no order. */
  all(): readonly Document[] {
    return [...this.#documents.values()];
  }

  names(): readonly string[] {
    return [...this.#documents.keys()];
  }

  /** Seen by the next `get`; resolves once it is on disk. */
  put(name: string, document: Document): Promise<void> {
    this.#documents.set(name, document);
    return this.#store.write([{ key: this.#keyOf(name), value: Buffer.from(JSON.stringify([name, document])) }]);
  }

  delete(name: string): Promise<void> {
    this.#documents.delete(name);
    return this.#store.write([{ key: this.#keyOf(name), value: undefined }]);
  }

  get #documents(): Map<string, Document> {
    this.#byName ??= this.#read();
    return this.#byName;
  }

  #read(): Map<string, Document> {
    const end = Buffer.from(this.#prefix);
    end[end.length - 1] = 1;
    const documents = new Map<string, Document>();
    for (const value of this.#store.values({ start: this.#prefix, end })) {
      const [name, document]: [string, Document] = JSON.parse(value.toString('utf8'));
      documents.set(name, document);
    }
    return documents;
  }

  /** The store takes keys of up to 4,026 bytes; names of AWS's resources are shorter. */
  #keyOf(name: string): Buffer {
    return Buffer.concat([this.#prefix, Buffer.from(name)]);
  }
}
