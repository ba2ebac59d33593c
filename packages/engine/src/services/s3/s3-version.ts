import type { S3Object } from './s3-object.ts';
import { nullVersion } from './version-id.ts';

/** Says that the key has no object since then, while its older versions stay. */
export interface DeleteMarker {
  readonly deleteMarker: true;
  readonly key: string;
  readonly lastModifiedMs: number;
  readonly versionId?: string | undefined;
  readonly stamp: number;
}

/** What a key has had, one after the other. */
export type S3Version = S3Object | DeleteMarker;

export function isMarker(version: S3Version): version is DeleteMarker {
  return 'deleteMarker' in version;
}

export function versionIdOf({ versionId }: Pick<S3Version, 'versionId'>): string {
  return versionId ?? nullVersion;
}

/** Microseconds; objects that are older than their bucket's versions have none of their own. */
export function stampOf({ stamp, lastModifiedMs }: S3Version): number {
  return stamp ?? lastModifiedMs * 1000;
}
