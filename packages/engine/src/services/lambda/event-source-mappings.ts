import { ServiceError } from '../../protocol/service-error.ts';
import type { Store } from '../../store/store.ts';
import type { EventReader, EventSource } from '../event-source.ts';
import { compileFilters, type EventSourceMapping, type MappingSettings, serviceOf } from './event-source-mapping.ts';
import { notFound } from './operation-error.ts';
import { type PollerParts, startPoller } from './poller.ts';

export interface MappingsParts extends Omit<PollerParts, 'mapping' | 'reader' | 'filters' | 'keepCheckpoint' | 'noteResult'> {
  /** By the service in the ARN of what they read. */
  readonly sources: () => { readonly [service: string]: EventSource };
  /** Where streams' positions are kept; without one they are forgotten with the process. */
  readonly store: Store | undefined;
}

interface Running {
  mapping: EventSourceMapping;
  /** Ends the poller, after the batch it has in hand. */
  stop: (() => Promise<void>) | undefined;
}

/** The account's event source mappings, each with its poller. */
export class EventSourceMappings {
  readonly #parts: MappingsParts;
  readonly #mappings = new Map<string, Running>();

  constructor(parts: MappingsParts) {
    this.#parts = parts;
  }

  all(): readonly EventSourceMapping[] {
    return [...this.#mappings.values()].map((it) => it.mapping);
  }

  /** @throws ServiceError ResourceNotFoundException */
  get(uuid: string): EventSourceMapping {
    return this.#find(uuid).mapping;
  }

  /** Whether something reads ARNs like this one here. */
  reads(arn: string): boolean {
    return Object.hasOwn(this.#parts.sources(), serviceOf(arn));
  }

  /** Rejects with ServiceError when what it reads is not there. */
  async create(
    given: Pick<EventSourceMapping, 'eventSourceArn' | 'functionArn' | 'settings' | 'enabled' | 'tags'>,
  ): Promise<EventSourceMapping> {
    const { world } = this.#parts;
    const mapping: EventSourceMapping = {
      ...given,
      uuid: world.uuid(),
      lastModified: world.now(),
      lastProcessingResult: 'No records processed',
    };
    const running: Running = { mapping, stop: undefined };
    if (mapping.enabled) running.stop = await this.#start(running);
    this.#mappings.set(mapping.uuid, running);
    return mapping;
  }

  async update(
    uuid: string,
    changes: { readonly functionArn?: string; readonly settings: MappingSettings; readonly enabled: boolean },
  ): Promise<EventSourceMapping> {
    const running = this.#find(uuid);
    await running.stop?.();
    running.stop = undefined;
    running.mapping = { ...running.mapping, ...changes, lastModified: this.#parts.world.now() };
    if (running.mapping.enabled) running.stop = await this.#start(running);
    return running.mapping;
  }

  async delete(uuid: string): Promise<EventSourceMapping> {
    const running = this.#find(uuid);
    this.#mappings.delete(uuid);
    await running.stop?.();
    await this.#parts.store?.write([{ key: checkpointKey(running.mapping), value: undefined }]);
    return running.mapping;
  }

  tagged(uuid: string): { readonly tags: EventSourceMapping['tags']; set(tags: EventSourceMapping['tags']): void } {
    const running = this.#find(uuid);
    return {
      tags: running.mapping.tags,
      set(tags) {
        running.mapping = { ...running.mapping, tags };
      },
    };
  }

  /** Ends every poller; streams go on at the next start where they stood. */
  async stop(): Promise<void> {
    const running = [...this.#mappings.values()];
    this.#mappings.clear();
    await Promise.all(running.map((it) => it.stop?.()));
  }

  #find(uuid: string): Running {
    const found = this.#mappings.get(uuid);
    if (!found) throw notFound('The resource you requested does not exist.');
    return found;
  }

  async #start(running: Running): Promise<() => Promise<void>> {
    const { store, sources, ...parts } = this.#parts;
    const { mapping } = running;
    const source = sources()[serviceOf(mapping.eventSourceArn)];
    if (!source) throw notFound(`No reader of ${mapping.eventSourceArn}`);
    const key = checkpointKey(mapping);
    const filters = compileFilters(mapping.settings.FilterCriteria);
    return startPoller({
      ...parts,
      mapping,
      reader: await openReader(source, mapping, store?.latest(key)?.toString('latin1')),
      filters,
      keepCheckpoint: async (checkpoint) => store?.write([{ key, value: Buffer.from(checkpoint, 'latin1') }]),
      noteResult: (lastProcessingResult) => {
        running.mapping = { ...running.mapping, lastProcessingResult };
      },
    });
  }
}

/** A kept position that the stream no longer knows is as good as none. */
async function openReader(source: EventSource, mapping: EventSourceMapping, checkpoint: string | undefined): Promise<EventReader> {
  const request = { sourceArn: mapping.eventSourceArn, startingPosition: mapping.settings.StartingPosition };
  if (checkpoint === undefined) return source.open(request);
  try {
    return await source.open({ ...request, checkpoint });
  } catch (error) {
    const code = error instanceof ServiceError ? error.code : undefined;
    if (code !== 'ValidationException' && code !== 'TrimmedDataAccessException') throw error;
    return source.open(request);
  }
}

/** By function and stream: a mapping made anew at the next start goes on where this one stood. */
function checkpointKey({ functionArn, eventSourceArn }: EventSourceMapping): Buffer {
  return Buffer.from(`lambda checkpoint ${functionArn} ${eventSourceArn}`, 'utf8');
}
