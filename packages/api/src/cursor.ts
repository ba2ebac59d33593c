import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { BadRequestError } from './errors.ts';

/** Cursors for paging: what a client gets is opaque, and what comes back is what was given out, or 400. */
export interface Cursors {
  /** `key` is DynamoDB's LastEvaluatedKey; no key, no cursor. */
  encode(key: Readonly<Record<string, unknown>> | undefined): string | undefined;
  /** @throws BadRequestError for text that `encode` did not make */
  decode(cursor: string | undefined): Record<string, unknown> | undefined;
}

/**
 * @param secrets 32 characters or more; the first encrypts, all decrypt, so that one can be replaced by the next
 * @param purpose keeps the cursors of one list, or one user, from being used with another
 */
export function cursors(secrets: string | readonly string[], purpose = ''): Cursors {
  const keys = [secrets].flat().map((it) => {
    if (it.length < 32) throw new Error('cursors: the secret must have 32 characters or more');
    return createHash('sha256').update(it).digest();
  });
  const [first] = keys;
  if (!first) throw new Error('cursors: a secret must be given');
  const aad = Buffer.from(purpose);
  return {
    encode(key) {
      if (!key) return undefined;
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', first, iv).setAAD(aad);
      const text = Buffer.concat([cipher.update(JSON.stringify(key)), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
    },
    decode(cursor) {
      if (!cursor) return undefined;
      const bytes = Buffer.from(cursor.slice(0, 8192), 'base64url');
      for (const key of bytes.length > 28 ? keys : []) {
        try {
          const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 }).setAAD(aad);
          decipher.setAuthTag(bytes.subarray(12, 28));
          return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString());
        } catch {
          // Not made with this secret: the next may be.
        }
      }
      throw new BadRequestError('The cursor is not valid', { code: 'INVALID_CURSOR' });
    },
  };
}
