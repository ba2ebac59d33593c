import { randomInt } from 'node:crypto';
import { invalidParameter } from './secret-store.ts';

export interface PasswordRules {
  readonly PasswordLength?: number;
  readonly ExcludeCharacters?: string;
  readonly ExcludeNumbers?: boolean;
  readonly ExcludePunctuation?: boolean;
  readonly ExcludeUppercase?: boolean;
  readonly ExcludeLowercase?: boolean;
  readonly IncludeSpace?: boolean;
  readonly RequireEachIncludedType?: boolean;
}

const defaultLength = 32;

/**
 * @throws ServiceError InvalidParameterException
 * @source "GetRandomPassword", AWS Secrets Manager API reference
 */
export function randomPassword(rules: PasswordRules): string {
  const length = rules.PasswordLength ?? defaultLength;
  const types = [
    ...(rules.ExcludeLowercase ? [] : ['abcdefghijklmnopqrstuvwxyz']),
    ...(rules.ExcludeUppercase ? [] : ['ABCDEFGHIJKLMNOPQRSTUVWXYZ']),
    ...(rules.ExcludeNumbers ? [] : ['0123456789']),
    ...(rules.ExcludePunctuation ? [] : ['!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~']),
    ...(rules.IncludeSpace ? [' '] : []),
  ].map((type) => [...type].filter((it) => !(rules.ExcludeCharacters ?? '').includes(it)));
  const characters = types.flat();
  if (characters.length === 0) throw invalidParameter('The parameters that you specified exclude all characters.');
  const requireEach = rules.RequireEachIncludedType ?? true;
  const each = requireEach ? types.filter((type) => type.length > 0) : [];
  if (length < each.length) throw invalidParameter('Password length is too short based on the required types.');
  const drawn = each.map(one);
  while (drawn.length < length) drawn.push(one(characters));
  return shuffled(drawn).join('');
}

function one(characters: readonly string[]): string {
  return characters[randomInt(characters.length)] ?? '';
}

function shuffled(characters: readonly string[]): readonly string[] {
  const result = [...characters];
  for (let at = result.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    [result[at], result[other]] = [result[other] ?? '', result[at] ?? ''];
  }
  return result;
}
