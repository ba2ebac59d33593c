import { createSign, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** Signs what topics send. The key is made with the first message, and gone with the process. */
export interface Signer {
  /** @param version of the signature: 1 is SHA-1, 2 is SHA-256 */
  sign(text: string, version: '1' | '2'): Promise<string>;
}

export function createSigner(): Signer {
  let key: Promise<KeyObject> | undefined;
  return {
    async sign(text, version) {
      key ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then((it) => it.privateKey);
      return createSign(version === '2' ? 'RSA-SHA256' : 'RSA-SHA1')
        .update(text)
        .sign(await key, 'base64');
    },
  };
}

/** The members that a signature covers, each with its name, in the order of names. @source "Verifying the signatures of Amazon SNS messages" */
export function textToSign(document: { readonly [member: string]: string | undefined }, names: readonly string[]): string {
  return names.flatMap((name) => (document[name] === undefined ? [] : [`${name}\n${document[name]}\n`])).join('');
}
