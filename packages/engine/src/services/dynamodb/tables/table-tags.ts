import { list, type Shape, string, validationError } from '../../../protocol/shape.ts';
import { dynamoDbStructure } from '../shapes.ts';
import type { Tag } from './table.ts';

/** What AWS refuses of tags. @source answers of AWS collected by ack-api-quirks, 2026-10 */

const tagsMax = 50;
const keyMax = 128;
const valueMax = 256;
const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

export interface WireTag {
  readonly Key?: string;
  readonly Value?: string;
}

/** Tags are looked at one by one, in words of their own. */
export const tagList: Shape<readonly WireTag[]> = list(dynamoDbStructure('Tag', { Key: string(), Value: string() }));

/** @throws ServiceError ValidationException */
export function readTags(wire: readonly WireTag[]): readonly Tag[] {
  const tags = wire.map(({ Key, Value }) => {
    checkTagKey(Key);
    if (Value === undefined || Value.length > valueMax || !allowed.test(Value)) {
      throw validationError(`The Tag Value provided is invalid, Value: ${Value ?? 'null'}`);
    }
    return { Key: Key ?? '', Value };
  });
  const keys = new Set<string>();
  for (const { Key } of tags) {
    if (keys.has(Key)) throw validationError(`Duplicate Tag Keys provided as input: Duplicate Tag Key found ${Key}`);
    keys.add(Key);
  }
  checkTagCount(tags.length);
  return tags;
}

/** @throws ServiceError ValidationException */
export function checkTagKeys(keys: readonly string[]): void {
  for (const key of keys) checkTagKey(key);
  checkTagCount(keys.length);
}

/** @throws ServiceError ValidationException */
export function checkTagCount(count: number): void {
  if (count > tagsMax) throw validationError('Number of Tags exceed the current limit for the provided ResourceArn');
}

function checkTagKey(key: string | undefined): void {
  if (key === undefined || key === '' || key.length > keyMax || !allowed.test(key)) {
    throw validationError(`The Tag Key provided is invalid, Key: ${key ?? 'null'}`);
  }
  if (/^aws:/i.test(key)) throw validationError(`Tag Key cannot be prefixed with aws:, Key: ${key}`);
}
