import { createHash } from 'node:crypto';
import { ServiceError } from '../../../protocol/service-error.ts';
import type { Database } from '../operation.ts';
import { requestTokenKey } from '../tables/store-keys.ts';
import type { WriteGroup } from './write-group.ts';

/** @source "Idempotency", TransactWriteItems: a token is valid for ten minutes */
const tokenMs = 10 * 60 * 1000;
const expiryBytes = 8;

/**
 * Whether this very request has been carried out with this token.
 * @throws ServiceError IdempotentParameterMismatchException when another one has
 */
export function findReplay({ store, world }: Database, token: string | undefined, items: unknown): boolean {
  const stored = token === undefined ? undefined : store.latest(requestTokenKey(token));
  if (!stored || stored.readDoubleBE(0) < world.now()) return false;
  if (stored.subarray(expiryBytes).equals(digest(items))) return true;
  throw new ServiceError(
    'IdempotentParameterMismatchException',
    'Idempotent parameter mismatch: the request token was used with other parameters',
  );
}

/** The token goes to the disk with what it stands for. */
export function rememberRequest({ world }: Database, group: WriteGroup, token: string, items: unknown): void {
  const expiry = Buffer.alloc(expiryBytes);
  expiry.writeDoubleBE(world.now() + tokenMs);
  group.put(requestTokenKey(token), Buffer.concat([expiry, digest(items)]));
}

/** When a remembered request may be forgotten, in milliseconds since 1970. */
export function tokenExpiryMs(stored: Buffer): number {
  return stored.readDoubleBE(0);
}

function digest(items: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(items)).digest();
}
