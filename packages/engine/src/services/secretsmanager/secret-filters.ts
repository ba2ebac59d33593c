import type { Filter } from './members.ts';
import type { Secret } from './secret.ts';
import { invalidParameter } from './secret-store.ts';

/** @throws ServiceError InvalidParameterException */
export function checkFilters(filters: readonly Filter[]): void {
  for (const { Key, Values } of filters) {
    if (Key === undefined) throw invalidParameter('Invalid filter key');
    if (Values === undefined) throw invalidParameter(`Invalid filter values for key: ${Key}`);
  }
}

/**
 * Whether a secret passes all filters. A value begins what it looks for, in any case for descriptions and `all`; a value that begins with
 * `!` takes away.
 * @source "Filter", AWS Secrets Manager API reference; "Find secrets in AWS Secrets Manager", user guide
 */
export function passes(secret: Secret, filters: readonly Filter[]): boolean {
  return filters.every(({ Key = '', Values = [] }) => Values.some((value) => passesValue(secret, Key, value)));
}

function passesValue(secret: Secret, key: string, value: string): boolean {
  return value.startsWith('!') ? !found(secret, key, value.slice(1)) : found(secret, key, value);
}

function found(secret: Secret, key: string, value: string): boolean {
  const { name, description = '', tags = [] } = secret;
  const begins = (text: string): boolean => text.startsWith(value);
  const words = (text: string): boolean => {
    const lower = text.toLowerCase();
    return value
      .toLowerCase()
      .split(/[ /_+=.@-]+/)
      .filter((it) => it !== '')
      .every((word) => lower.split(/[ /_+=.@!-]+/).some((it) => it.startsWith(word)));
  };
  if (key === 'name') return begins(name);
  if (key === 'description') return words(description);
  if (key === 'tag-key') return tags.some(({ Key }) => begins(Key));
  if (key === 'tag-value') return tags.some(({ Value }) => begins(Value));
  if (key === 'all') return [name, description, ...tags.flatMap(({ Key, Value }) => [Key, Value])].some(words);
  // Secrets here have no replicas and no other service owns them.
  return false;
}
