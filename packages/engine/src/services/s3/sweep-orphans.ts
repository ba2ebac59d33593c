import { setImmediate } from 'node:timers/promises';
import type { Store } from '../../store/store.ts';
import type { S3State } from './operation.ts';

/** How many records are read before others have their turn. */
const sliceSize = 1000;

/**
 * Removes the bytes that no object and no upload has: a crash between an object's bytes and its record leaves some.
 * Uploads are read first, since their parts become objects' and never the other way.
 */
export async function sweepOrphans(on: S3State, store: Store): Promise<void> {
  const inUse = new Set<string>();
  for (const { parts } of on.uploads.all()) for (const { blobId } of Object.values(parts)) inUse.add(blobId);
  for (const { name } of on.buckets.all()) {
    let after: string | undefined = '';
    while (after !== undefined) {
      if (store.closed) return;
      const { objects, lastOfMany } = on.objects.list(name, { prefix: '', delimiter: undefined, after, limit: sliceSize });
      for (const { parts } of objects) for (const { blobId } of parts) inUse.add(blobId);
      after = lastOfMany;
      await setImmediate();
    }
  }
  await on.blobs.sweep(inUse);
}
