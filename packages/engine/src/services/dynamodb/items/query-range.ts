import { validationError } from '../../../protocol/shape.ts';
import type { KeyRange } from '../expressions/key-condition.ts';
import { afterPrefix, partitionPrefix } from '../tables/store-keys.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { encodeKey, encodeKeyPrefix } from '../values/key-encoding.ts';

export interface StoreRange {
  readonly start: Buffer;
  readonly end: Buffer;
}

/** The part of a table's or an index's keys that a key condition selects. */
export function queryRange(spaceId: number, { partition, sortEqual, sort }: KeyRange): StoreRange {
  const prefix = Buffer.concat([partitionPrefix(spaceId, partition), ...sortEqual.map(encodeKey)]);
  const all = { start: prefix, end: afterPrefix(prefix) };
  if (!sort) return all;
  const [first, second] = sort.values;
  if (!first) throw new Error('A condition on a sort key has a value.');
  const at = (value: AttributeValue): Buffer => Buffer.concat([prefix, encodeKey(value)]);
  switch (sort.operator) {
    case '=':
      return { start: at(first), end: afterPrefix(at(first)) };
    case '<':
      return { start: prefix, end: at(first) };
    case '<=':
      return { start: prefix, end: afterPrefix(at(first)) };
    case '>':
      return { start: afterPrefix(at(first)), end: all.end };
    case '>=':
      return { start: at(first), end: all.end };
    case 'BETWEEN':
      return { start: at(first), end: afterPrefix(at(second ?? first)) };
    case 'begins_with': {
      const beginning = Buffer.concat([prefix, encodeKeyPrefix(first)]);
      return { start: beginning, end: afterPrefix(beginning) };
    }
  }
}

/**
 * The rest of a range after the item at `position`.
 * @throws ServiceError ValidationException when the position is not in the range
 */
export function rangeAfter(spaceId: number, range: StoreRange, position: Buffer, { partition }: KeyRange, reverse: boolean): StoreRange {
  const prefix = partitionPrefix(spaceId, partition);
  if (!position.subarray(0, prefix.length).equals(prefix)) {
    throw validationError('The provided starting key is outside query boundaries based on provided conditions');
  }
  if (Buffer.compare(position, range.start) < 0 || Buffer.compare(position, range.end) >= 0) {
    throw validationError('The provided starting key does not match the range key predicate');
  }
  return reverse ? { start: range.start, end: position } : { start: successor(position), end: range.end };
}

/** The first key after this one. */
export function successor(key: Buffer): Buffer {
  return Buffer.concat([key, Buffer.alloc(1)]);
}
