import { list, map, required, type Shape, string, structure } from '../../protocol/shape.ts';
import { blob } from '../../protocol/value-shapes.ts';
import type { Tag } from './key.ts';

type Required<T> = Shape<T> & { readonly required: true };

export const shape = (name: string): string => `com.amazonaws.kms.${name}`;
export const keyId: Required<string> = required(string({ min: 1, max: 2048 }));
export const plaintext: Required<Buffer> = required(blob({ min: 1, max: 4096 }));
export const ciphertext: Required<Buffer> = required(blob({ min: 1, max: 6144 }));
export const encryptionContext: Shape<{ readonly [name: string]: string }> = map(string(), 'java.lang.String');
export const encryptionAlgorithm: Shape<string> = string({
  values: ['SYMMETRIC_DEFAULT', 'RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256', 'SM2PKE'],
});
export const tags: Shape<readonly Tag[]> = list(
  structure(shape('Tag'), { TagKey: required(string({ min: 1, max: 128 })), TagValue: required(string({ max: 256 })) }),
);
