import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { SetupError } from '../world/setup-error.ts';

const [keyBytes, nonceBytes, tagBytes] = [32, 12, 16];

/** Encrypts what must not lie readable in the data folder: secrets, secure parameters, the material of keys. */
export interface Seal {
  /** Base64 text, another one each time. */
  close(plain: Buffer): string;
  /** @throws Error when the text was not sealed with this key, or was changed */
  open(sealed: string): Buffer;
}

/**
 * AES-256-GCM under a key of this machine alone, made when it is first needed.
 *
 * @param keyFile readable by its owner only; undefined keeps the key in memory, for data that is not kept either
 */
export function createSeal(keyFile: string | undefined): Seal {
  let key: Buffer | undefined;
  const keyOf = (): Buffer => {
    key ??= keyFile === undefined ? randomBytes(keyBytes) : readOrCreateKey(keyFile);
    return key;
  };
  return {
    close(plain) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', keyOf(), nonce);
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', keyOf(), bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
    },
  };
}

/** @throws SetupError KEY_FILE_DAMAGED */
function readOrCreateKey(keyFile: string): Buffer {
  const key = readKey(keyFile);
  if (key && key.length !== keyBytes) {
    throw new SetupError(
      'KEY_FILE_DAMAGED',
      `The key file ${keyFile} has ${key.length} bytes; it had ${keyBytes}.`,
      'Restore it from a copy: without it the secrets in the data folder cannot be read. Or delete the data folder to start anew.',
    );
  }
  if (key) return key;
  const made = randomBytes(keyBytes);
  mkdirSync(dirname(keyFile), { recursive: true });
  writeFileSync(keyFile, made, { mode: 0o600, flag: 'wx' });
  return made;
}

function readKey(keyFile: string): Buffer | undefined {
  try {
    return readFileSync(keyFile);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
