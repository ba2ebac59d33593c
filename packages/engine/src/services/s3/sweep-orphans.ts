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
  const gone = new Set<string>();
  for (const { uploadId, part } of on.parts.all()) {
    if (on.uploads.get(uploadId)) inUse.add(part.blobId);
    else gone.add(uploadId);
  }
  for (const { name } of on.buckets.all()) {
    for await (const versions of slicesOf(on, store, name))
      for (const version of versions) if (!isMarker(version)) for (const { blobId } of version.parts) inUse.add(blobId);
    if (store.closed) return;
  }
  for (const uploadId of gone) await on.parts.drop(uploadId);
  await on.blobs.sweep(inUse);
}
