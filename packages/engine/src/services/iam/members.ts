import { list, required, type Shape, string, structure } from '../../protocol/shape.ts';
import type { Tag } from './iam-state.ts';

type Required<T> = Shape<T> & { readonly required: true };

const word = '[\\w+=,.@-]+';
export const roleName: Required<string> = required(string({ min: 1, max: 64, pattern: word }));
export const userName: Required<string> = required(string({ min: 1, max: 64, pattern: word }));
export const existingUserName: Shape<string> = string({ min: 1, max: 128, pattern: word });
export const groupName: Required<string> = required(string({ min: 1, max: 128, pattern: word }));
export const policyName: Required<string> = required(string({ min: 1, max: 128, pattern: word }));
export const policyArn: Required<string> = required(string({ min: 20, max: 2048 }));
export const path: Shape<string> = string({ min: 1, max: 512, pattern: '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)' });
export const pathPrefix: Shape<string> = string({ min: 1, max: 512, pattern: '\\u002F[\\u0021-\\u007F]*' });
export const document: Required<string> = required(string({ min: 1, max: 131_072 }));
export const tags: Shape<readonly Tag[]> = list(
  structure('com.amazonaws.iam.Tag', { Key: required(string({ min: 1, max: 128 })), Value: required(string({ max: 256 })) }),
  { max: 50 },
);
export const tagKeys: Required<readonly string[]> = required(list(string({ min: 1, max: 128 }), { max: 50 }));
