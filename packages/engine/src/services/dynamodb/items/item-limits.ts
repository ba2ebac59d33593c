import { validationError } from '../../../protocol/shape.ts';
import type { Update } from '../expressions/update.ts';
import { attribute, type Item } from '../values/attribute-value.ts';
import { itemSizeBytes, valueSizeBytes } from '../values/item-size.ts';

/** @source "Item size", DynamoDB quotas: 400 KB, names included */
const itemBytesMax = 400 * 1024;

/** @throws ServiceError ValidationException */
export function checkItemSize(item: Item): void {
  if (itemSizeBytes(item) > itemBytesMax) throw validationError('Item size has exceeded the maximum allowed size');
}

/** @throws ServiceError ValidationException */
export function checkUpdatedItemSize(item: Item): void {
  if (itemSizeBytes(item) > itemBytesMax) throw updateTooLarge();
}

const updateBytes = 3;
const setBytes = 19;
const removeBytes = 2;

/**
 * UpdateItem holds not only the item against the limit, but also what the update writes and a cost for each of its actions.
 *
 * @source dynamodb-conformance, measured on AWS in eu-west-2, 2026-08
 * @throws ServiceError ValidationException
 */
export function checkWrittenSize(item: Item, update: Update): void {
  let written = updateBytes;
  for (const name of new Set(update.paths.map(([first]) => String(first)))) {
    const value = attribute(item, name);
    if (value) written += Buffer.byteLength(name) + valueSizeBytes(value);
  }
  for (const { section } of update.actions) written += section === 'SET' || section === 'ADD' ? setBytes : removeBytes;
  // An element of a list is named by one byte more.
  written += update.paths.filter((path) => typeof path.at(-1) === 'number').length;
  if (written > itemBytesMax) throw updateTooLarge();
}

function updateTooLarge(): Error {
  return validationError('Item size to update has exceeded the maximum allowed size');
}
