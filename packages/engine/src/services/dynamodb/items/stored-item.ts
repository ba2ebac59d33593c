import type { Item } from '../values/attribute-value.ts';
import { itemSizeBytes } from '../values/item-size.ts';

/**
 * An item in the store: four bytes with its size as DynamoDB counts it, then its wire JSON. A read that neither filters nor projects
 * passes the JSON on without parsing it.
 */
const sizeBytes = 4;

export function storedItem(item: Item, itemSize: number = itemSizeBytes(item)): Buffer {
  const json = JSON.stringify(item);
  const length = Buffer.byteLength(json);
  const stored = Buffer.allocUnsafe(sizeBytes + length);
  stored.writeUInt32BE(itemSize, 0);
  stored.write(json, sizeBytes, length, 'utf8');
  return stored;
}

export function sizeOf(stored: Buffer): number {
  return stored.readUInt32BE(0);
}

export function jsonOf(stored: Buffer): Buffer {
  return stored.subarray(sizeBytes);
}

export function itemOf(stored: Buffer): Item {
  return JSON.parse(stored.toString('utf8', sizeBytes));
}
