import type { Change, Range, Store } from '../../store/store.ts';
import type { UploadedPart } from './multipart-upload.ts';

/** A part's record. */
interface Stored {
  readonly uploadId: string;
  readonly part: UploadedPart;
}

/** The parts of uploads that are not objects yet, each a record of its own: an upload may have ten thousand. */
export class UploadParts {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  get(uploadId: string, partNumber: number): UploadedPart | undefined {
    const value = this.#store.latest(partKey(uploadId, partNumber));
    return value && stored(value).part;
  }

  put(uploadId: string, part: UploadedPart): Promise<void> {
    const record: Stored = { uploadId, part };
    return this.#store.write([{ key: partKey(uploadId, part.partNumber), value: Buffer.from(JSON.stringify(record)) }]);
  }

  /** In the order of their numbers, those after one. */
  *of(uploadId: string, after = 0): Generator<UploadedPart> {
    for (const value of this.#store.values(partsOf(uploadId, after + 1))) yield stored(value).part;
  }

  /** Of every upload. */
  *all(): Generator<Stored> {
    for (const value of this.#store.values(everyPart)) yield stored(value);
  }

  /** Forgets an upload's parts and tells which they were. Nobody may put one from here on. */
  async drop(uploadId: string): Promise<readonly UploadedPart[]> {
    // A part that was put in time may still be on its way to where `values` sees it.
    await this.#store.settled();
    const parts = [...this.of(uploadId)];
    const changes: readonly Change[] = parts.map(({ partNumber }) => ({ key: partKey(uploadId, partNumber), value: undefined }));
    if (changes.length > 0) await this.#store.write(changes);
    return parts;
  }
}

const everyPart: Range = { start: Buffer.from('oU'), end: Buffer.from('oV') };

/** `oU`, the upload and the number. No bucket's name has a capital letter. */
function partKey(uploadId: string, partNumber: number): Buffer {
  return Buffer.from(`oU${uploadId}/${String(partNumber).padStart(5, '0')}`);
}

/** @param from the first number */
function partsOf(uploadId: string, from: number): Range {
  return { start: partKey(uploadId, Math.min(from, 99_999)), end: Buffer.from(`oU${uploadId}0`) };
}

function stored(value: Buffer): Stored {
  return JSON.parse(value.toString('utf8'));
}
