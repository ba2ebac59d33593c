import { createHash } from 'node:crypto';
import type { World } from '../../world/world.ts';

/** The characters of version ids, in the order of their bytes. @source recordings of localstack's test_s3_api */
const alphabet = '.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const placeLength = 9;
const bodyLength = 24;

/** The name of the version that an object has whose bucket gives it none. */
export const nullVersion = 'null';

/**
 * A version's id: 32 characters, of which the first nine are its place among the key's versions and the last eight vouch for the others. S3
 * tells ids that it never gave from those of versions which are gone.
 *
 * @param stamp when it was made, in microseconds; no two versions of a key share one
 */
export function makeVersionId(world: World, stamp: number): string {
  const random = Array.from(Buffer.from(world.hex(2 * (bodyLength - placeLength)), 'hex'), (byte) => alphabet[byte & 63]).join('');
  const body = placeOf(stamp) + random;
  return body + voucherOf(body);
}

/** Sorts the newest first. */
export function placeOf(stamp: number): string {
  let rest = Number.MAX_SAFE_INTEGER - stamp;
  let place = '';
  for (let index = 0; index < placeLength; index += 1) {
    place = (alphabet[rest % 64] ?? '') + place;
    rest = Math.floor(rest / 64);
  }
  return place;
}

/** The place of a version by its id; undefined when no bucket can have given it. */
export function placeOfId(versionId: string): string | undefined {
  const body = versionId.slice(0, bodyLength);
  return voucherOf(body) === versionId.slice(bodyLength) ? body.slice(0, placeLength) : undefined;
}

function voucherOf(body: string): string {
  const digest = createHash('sha256').update(`version ${body}`).digest();
  return Array.from(digest.subarray(0, 8), (byte) => alphabet[byte & 63]).join('');
}
