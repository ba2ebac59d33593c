import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import { itemKey } from '../tables/store-keys.ts';
import type { Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { checkKeyShape, checkKeySizes } from './key-check.ts';
import { type CancellationReason, cancelled, reasonOf } from './transaction-cancelled.ts';

/** Where the items that a transaction reads are in the store. @throws ServiceError TransactionCanceledException, ValidationException */
export function checkedKeys(gets: readonly { readonly table: Table; readonly key: Item }[]): readonly Buffer[] {
  const reasons: CancellationReason[] = gets.map(({ table, key }) => {
    try {
      checkKeyShape(table, key);
      checkKeySizes(table, key);
      return { Code: 'None' };
    } catch (error) {
      if (error instanceof ServiceError) return reasonOf(error);
      throw error;
    }
  });
  if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
  const keys = gets.map(({ table, key }) => itemKey(table.spaceId, table.key, key));
  if (new Set(keys.map((key) => key.toString('latin1'))).size < keys.length) {
    throw validationError('Transaction request cannot include multiple operations on one item');
  }
  return keys;
}
