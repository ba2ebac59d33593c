import type { Store } from '../../store/store.ts';
import type { S3State } from './operation.ts';
import { isMarker } from './s3-version.ts';
import { slicesOf } from './version-slices.ts';

/**
 * Removes the bytes that no object and no upload has: a crash between an object's bytes and its record leaves some.
 * Uploads are read first, since their parts become objects' and never the other way.
 */
export async function sweepOrphans(on: S3State, store: Store): Promise<void> {
  const inUse = new Set<string>();
  for (const { parts } of on.uploads.all()) for (const { blobId } of Object.values(parts)) inUse.add(blobId);
  for (const { name } of on.buckets.all()) {
    for await (const versions of slicesOf(on, store, name))
      for (const version of versions) if (!isMarker(version)) for (const { blobId } of version.parts) inUse.add(blobId);
    if (store.closed) return;
  }
  await on.blobs.sweep(inUse);
}
