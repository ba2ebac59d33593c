import type { Store } from '../../store/store.ts';
import type { InvokeRequest } from './invoke-request.ts';

/** An event whose sender does not wait, and how far it has come. */
export interface QueuedEvent {
  readonly request: InvokeRequest & { readonly requestId: string };
  readonly acceptedAt: number;
  /** How often the function has failed, and how often it could not be called. */
  readonly attempts: number;
  readonly throttles: number;
  /** When it is to be tried next, in milliseconds since 1970. */
  readonly dueAt: number;
}

const [start, end] = [Buffer.from('xlambda/event\0'), Buffer.from('xlambda/event\x01')];

/** The events that wait, in the store: those of a run that ended are there for the next one. */
export class KeptEvents {
  readonly #store: Store | undefined;

  constructor(store: Store | undefined) {
    this.#store = store;
  }

  /** Resolves once it is on disk. */
  async keep(event: QueuedEvent): Promise<void> {
    const { payload, ...request } = event.request;
    const document = JSON.stringify({ ...event, request: { ...request, payload: payload.toString() } });
    await this.#store?.write([{ key: keyOf(event), value: Buffer.from(document) }]);
  }

  async drop(event: QueuedEvent): Promise<void> {
    await this.#store?.write([{ key: keyOf(event), value: undefined }]);
  }

  all(): readonly QueuedEvent[] {
    return [...(this.#store?.values({ start, end }) ?? [])].map((value) => JSON.parse(value.toString('utf8')) as QueuedEvent);
  }
}

function keyOf({ request }: QueuedEvent): Buffer {
  return Buffer.concat([start, Buffer.from(request.requestId)]);
}
