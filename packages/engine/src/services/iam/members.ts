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
const keyPattern = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+';
export const tags: Shape<readonly Tag[]> = list(
  structure('com.amazonaws.iam.Tag', {
    Key: required(tagText({ min: 1, max: 128 }, keyPattern)),
    Value: required(tagText({ max: 256 }, '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*')),
  }),
  { max: 50 },
);
const keys = list(string(), { max: 50 });
const keyConstraints = [
  'Member must have length less than or equal to 128',
  'Member must have length greater than or equal to 1',
  `Member must satisfy regular expression pattern: ${keyPattern}`,
  'Member must not be null',
];
/** What a key may be is told of the list as a whole. @source recorded on AWS by the tests of localstack (test_iam_policies) */
export const tagKeys: Required<readonly string[]> = required({
  read: keys.read,
  check(value, path, problems) {
    keys.check(value, path, problems);
    if (value.every((it) => it.length <= 128 && new RegExp(`^${keyPattern}$`, 'u').test(it))) return;
    problems.push(`Value '' at '${path}' failed to satisfy constraint: Member must satisfy constraint: [${keyConstraints.join(', ')}]`);
  },
});

/** Letters of any language: its pattern is one of Unicode. */
function tagText(constraints: { readonly min?: number; readonly max: number }, pattern: string): Shape<string> {
  const text = string(constraints);
  const expression = new RegExp(`^${pattern}$`, 'u');
  return {
    read: text.read,
    check(value, path, problems) {
      text.check(value, path, problems);
      if (!expression.test(value))
        problems.push(`Value '' at '${path}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`);
    },
  };
}
