import { hash } from 'node:crypto';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { encodeKey } from '../values/key-encoding.ts';
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
export const hashBytes = 4;

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
  const encoded = more.length === 0 ? encodeKey(first) : Buffer.concat(partition.map(encodeKey));
  return Buffer.concat([spaceKey(kinds.item, spaceId), partitionHash(first, encoded), bounded(encoded)]);
}

/**
 * The hash by which DynamoDB orders partitions.
 * @source dynalite, whose scans were compared with AWS's: the MD5 of "Outliers" and the key's bytes
 */
function partitionHash(partition: AttributeValue, encoded: Buffer): Buffer {
  const bytes = 'B' in partition ? Buffer.from(partition.B, 'base64') : encoded;
  const salted = 'S' in partition ? salt + partition.S : Buffer.concat([saltBytes, bytes]);
  return hash('md5', salted, 'buffer').subarray(0, hashBytes);
}
const salt = 'Outliers';
const saltBytes = Buffer.from(salt);

function bounded(encoded: Buffer): Buffer {
  if (encoded.length <= plainPartBytes) return Buffer.concat([plainMark, encoded]);
  return Buffer.concat([digestMark, hash('sha256', encoded, 'buffer')]);
}
const plainMark = Buffer.from([0]);
const digestMark = Buffer.from([1]);

/** The same key in another space. */
export function inSpace(key: Buffer, spaceId: number): Buffer {
  const moved = Buffer.from(key);
  moved.writeUInt32BE(spaceId, 1);
  return moved;
}

/** The key of a table's item. */
export function itemKey(spaceId: number, key: KeySchema, item: Item): Buffer {
  const prefix = partitionPrefix(
    spaceId,
    partitionAttributes(key).map(({ name }) => present(item, name)),
  );
  if (!key.sort) return prefix;
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
