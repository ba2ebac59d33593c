import { ServiceError } from '../../../protocol/service-error.ts';
import { type Condition, matches } from '../expressions/condition.ts';
import type { CurrentItem } from './item-write.ts';

/** Holds the current item against a write's condition. @throws ServiceError ConditionalCheckFailedException, with the item for ALL_OLD */
export function checkCondition(current: CurrentItem, condition: Condition | undefined, returnValues: string | undefined): void {
  if (!condition || matches(condition, current.item)) return;
  const Item = current.item;
  throw new ServiceError(
    'ConditionalCheckFailedException',
    'The conditional request failed',
    400,
    returnValues === 'ALL_OLD' && Item ? { Item } : {},
  );
}
