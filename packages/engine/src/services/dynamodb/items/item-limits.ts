import { validationError } from '../../../protocol/shape.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSizeBytes } from '../values/item-size.ts';

/** @source "Item size", DynamoDB quotas: 400 KB, names included */
export const itemBytesMax: number = 400 * 1024;

/** @throws ServiceError ValidationException */
export function checkItemSize(item: Item): void {
  if (itemSizeBytes(item) > itemBytesMax) throw validationError('Item size has exceeded the maximum allowed size');
}

/** @throws ServiceError ValidationException */
export function checkUpdatedItemSize(item: Item): void {
  if (itemSizeBytes(item) > itemBytesMax) throw updateTooLarge();
}

export function updateTooLarge(): Error {
  return validationError('Item size to update has exceeded the maximum allowed size');
}
