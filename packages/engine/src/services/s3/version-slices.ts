import { setImmediate } from 'node:timers/promises';
import type { Store } from '../../store/store.ts';
import type { S3State } from './operation.ts';
import { type S3Version, versionIdOf } from './s3-version.ts';
import { listVersionsOf } from './version-listing.ts';

/** How many records are read before others have their turn. */
const sliceSize = 1000;

/** All versions and delete markers of a bucket, for work in the background: it ends early when the store closes. */
export async function* slicesOf(on: S3State, store: Store, bucket: string): AsyncGenerator<readonly S3Version[]> {
  let keyMarker = '';
  let versionIdMarker: string | undefined;
  for (;;) {
    if (store.closed) return;
    const listing = { prefix: '', delimiter: undefined, keyMarker, versionIdMarker, limit: sliceSize };
    const versions = listVersionsOf(on.objects, bucket, listing).versions.map(({ version }) => version);
    yield versions;
    const last = versions.at(-1);
    if (last === undefined || versions.length < sliceSize) return;
    [keyMarker, versionIdMarker] = [last.key, versionIdOf(last)];
    await setImmediate();
  }
}
