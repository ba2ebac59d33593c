import { hash } from 'node:crypto';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { encodedBytesMax, encodeKey, writeEncodedKey } from '../values/key-encoding.ts';
import { hashBytes, partitionHash } from './partition-hash.ts';
import { type KeySchema, partitionAttributes, sortAttributes } from './table.ts';

/**
 * Where things are in the store. The first byte tells what a key names:
 *
 *     t NAME                                             a table's record, as JSON
 *     n                                                  the last space id given out
 *     c SPACE                                            count and size of a space's items
 *     d SPACE                                            a space whose items are being removed
 *     r TOKEN                                            a transaction that was carried out under this request token
 *     s SPACE SEQUENCE                                   a record of a stream, as JSON
 *     m SPACE                                            the first number that trimming has left a stream
 *     b ARN                                              a backup's record, as JSON; its items are those of its own space
 *     i SPACE HASH PARTITION [SORT]                      an item of a table
 *     i SPACE HASH PARTITION [SORT] BASE                 an item of an index; BASE is its table's key, and a multi-attribute
 *                                                        PARTITION or SORT is its attributes one after the other
 *
 * A space is a table, an index or a stream. HASH spreads partitions as DynamoDB's scans do, so that parallel segments are ranges.
 */
const kinds = {
  table: 't',
  counter: 'n',
  count: 'c',
  dropped: 'd',
  item: 'i',
  requestToken: 'r',
  record: 's',
  trimmed: 'm',
  backup: 'b',
} as const;

/** Longer parts are replaced by a digest where only their identity matters: the store takes keys of up to 4,026 bytes. */
const plainPartBytes = 256;
const itemKind = kinds.item.charCodeAt(0);

export const lastSpaceIdKey: Buffer = Buffer.from(kinds.counter);
export const tableRecords: { readonly start: Buffer; readonly end: Buffer } = { start: Buffer.from('t'), end: Buffer.from('u') };
export const droppedSpaces: { readonly start: Buffer; readonly end: Buffer } = { start: Buffer.from('d'), end: Buffer.from('e') };

export const requestTokens: { readonly start: Buffer; readonly end: Buffer } = { start: Buffer.from('r'), end: Buffer.from('s') };

export const backupRecords: { readonly start: Buffer; readonly end: Buffer } = { start: Buffer.from('b'), end: Buffer.from('c') };
export const backupRecordKey = (arn: string): Buffer => Buffer.from(kinds.backup + arn);
export const requestTokenKey = (token: string): Buffer => Buffer.from(kinds.requestToken + token);
export const tableRecordKey = (name: string): Buffer => Buffer.from(kinds.table + name);
export const countKey = (spaceId: number): Buffer => spaceKey(kinds.count, spaceId);
export const trimmedKey = (spaceId: number): Buffer => spaceKey(kinds.trimmed, spaceId);
export const droppedKey = (spaceId: number): Buffer => spaceKey(kinds.dropped, spaceId);

function spaceKey(kind: string, spaceId: number): Buffer {
  const key = Buffer.allocUnsafe(5);
  key.write(kind, 0, 'latin1');
  key.writeUInt32BE(spaceId, 1);
  return key;
}

export function spaceIdOf(key: Buffer): number {
  return key.readUInt32BE(1);
}

export function streamRecordKey(spaceId: number, sequence: number): Buffer {
  const key = Buffer.concat([spaceKey(kinds.record, spaceId), Buffer.alloc(8)]);
  key.writeBigUInt64BE(BigInt(sequence), 5);
  return key;
}

export function sequenceOfKey(streamRecord: Buffer): number {
  return Number(streamRecord.readBigUInt64BE(5));
}

export function streamRange(spaceId: number): { start: Buffer; end: Buffer } {
  return { start: spaceKey(kinds.record, spaceId), end: spaceKey(kinds.record, spaceId + 1) };
}

/** Everything of a space, or the part whose hashes lie from `fromHash` to below `toHash` (each a number of `hashBytes`). */
export function spaceRange(spaceId: number, fromHash = 0, toHash: number = 2 ** (8 * hashBytes)): { start: Buffer; end: Buffer } {
  return { start: hashBound(spaceId, fromHash), end: hashBound(spaceId, toHash) };
}

function hashBound(spaceId: number, hash: number): Buffer {
  if (hash >= 2 ** (8 * hashBytes)) return spaceKey(kinds.item, spaceId + 1);
  const bound = Buffer.concat([spaceKey(kinds.item, spaceId), Buffer.alloc(hashBytes)]);
  bound.writeUInt32BE(hash, 5);
  return bound;
}

/** What the keys of all items of one partition begin with. @param partition the values of the partition's attributes */
export function partitionPrefix(spaceId: number, partition: readonly AttributeValue[]): Buffer {
  const [first, ...more] = partition;
  if (!first) throw new Error('A partition is named by one attribute at least.');
  const encodedBytes = encodedBytesMax(first);
  if (more.length === 0 && encodedBytes <= plainPartBytes) {
    const prefix = Buffer.allocUnsafe(partitionStart + encodedBytes);
    return prefix.subarray(0, writePartition(spaceId, first, prefix));
  }
  const encoded = Buffer.concat(partition.map(encodeKey));
  const start = Buffer.concat([spaceKey(kinds.item, spaceId), Buffer.alloc(hashBytes)]);
  start.writeUInt32BE('N' in first ? partitionHash(encoded) : hashOf(first, encodeKey(first), 0), 5);
  return Buffer.concat([start, bounded(encoded)]);
}

/** Kind, space, hash and mark come before a partition's encoding. */
const partitionStart = 1 + 4 + hashBytes + 1;

/** Writes the beginning of a key with a short partition. @returns where it ends */
function writePartition(spaceId: number, partition: AttributeValue, target: Buffer): number {
  const end = writeEncodedKey(partition, target, partitionStart);
  target[0] = itemKind;
  target.writeUInt32BE(spaceId, 1);
  target.writeUInt32BE(hashOf(partition, target, partitionStart, end), 5);
  target[partitionStart - 1] = plainMark;
  return end;
}

/** @param encoded where the partition's encoding is, from `start` to `end` */
function hashOf(partition: AttributeValue, encoded: Buffer, start: number, end: number = encoded.length): number {
  if ('N' in partition) return partitionHash(encoded, start, end);
  if ('B' in partition) return partitionHash(Buffer.from(partition.B, 'base64'));
  if (!('S' in partition)) throw new Error('A partition key is of type S, N or B.');
  // Without zeros its encoding is the text and a trailer.
  return partition.S.includes('\0') ? partitionHash(Buffer.from(partition.S)) : partitionHash(encoded, start, end - 2);
}

function bounded(encoded: Buffer): Buffer {
  if (encoded.length <= plainPartBytes) return Buffer.concat([Buffer.of(plainMark), encoded]);
  return Buffer.concat([Buffer.of(digestMark), hash('sha256', encoded, 'buffer')]);
}
const plainMark = 0;
const digestMark = 1;

/** The same key in another space. */
export function inSpace(key: Buffer, spaceId: number): Buffer {
  const moved = Buffer.from(key);
  moved.writeUInt32BE(spaceId, 1);
  return moved;
}

/** The key of a table's item. */
export function itemKey(spaceId: number, key: KeySchema, item: Item): Buffer {
  return shortItemKey(spaceId, key, item) ?? longItemKey(spaceId, key, item);
}

/** Nearly every key: one partition attribute of some bytes, and one sort attribute or none. Undefined for another one. */
function shortItemKey(spaceId: number, { partition, sort, morePartition, moreSort }: KeySchema, item: Item): Buffer | undefined {
  if (morePartition || moreSort) return undefined;
  const partitionValue = present(item, partition.name);
  const partitionBytes = encodedBytesMax(partitionValue);
  if (partitionBytes > plainPartBytes) return undefined;
  const sortValue = sort && present(item, sort.name);
  const most = partitionStart + partitionBytes + (sortValue ? encodedBytesMax(sortValue) : 0);
  const bytes = Buffer.allocUnsafe(most);
  let end = writePartition(spaceId, partitionValue, bytes);
  if (sortValue) end = writeEncodedKey(sortValue, bytes, end);
  return end === most ? bytes : bytes.subarray(0, end);
}

function longItemKey(spaceId: number, key: KeySchema, item: Item): Buffer {
  const prefix = partitionPrefix(
    spaceId,
    partitionAttributes(key).map(({ name }) => present(item, name)),
  );
  return Buffer.concat([prefix, ...sortAttributes(key).map(({ name }) => encodeKey(present(item, name)))]);
}

/** The key of an index's item, which its table's key makes unique. */
export function indexItemKey(spaceId: number, key: KeySchema, tableKey: KeySchema, item: Item): Buffer {
  const partition = encodeKey(present(item, tableKey.partition.name));
  const base = tableKey.sort ? Buffer.concat([partition, encodeKey(present(item, tableKey.sort.name))]) : partition;
  return Buffer.concat([itemKey(spaceId, key, item), bounded(base)]);
}

function present(item: Item, name: string): AttributeValue {
  const value = Object.hasOwn(item, name) ? item[name] : undefined;
  if (!value) throw new Error(`The key attribute ${name} was expected in the item.`);
  return value;
}

/** The first key after every key that begins with `prefix`. */
export function afterPrefix(prefix: Buffer): Buffer {
  const end = Buffer.from(prefix);
  for (let i = end.length - 1; i >= 0; i--) {
    const byte = end[i] ?? 0;
    if (byte < 255) {
      end[i] = byte + 1;
      return end.subarray(0, i + 1);
    }
  }
  return Buffer.alloc(1, 255);
}
