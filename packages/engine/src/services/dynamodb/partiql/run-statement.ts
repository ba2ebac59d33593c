import { consumedCapacity, usageOf } from '../items/capacity.ts';
import { CurrentItem, writeItem } from '../items/item-write.ts';
import { WriteGroup } from '../items/write-group.ts';
import type { Database } from '../operation.ts';
import type { Item } from '../values/attribute-value.ts';
import { runSelect, type SelectCursor, type SelectRequest } from './run-select.ts';
import { actionOf, checkAlone, decideAlone, returned, type WriteStatement } from './write-action.ts';

export interface StatementResult {
  readonly items: readonly Item[];
  readonly next: SelectCursor | undefined;
  readonly capacity: object | undefined;
}

export function runRead(database: Database, request: SelectRequest, returnConsumedCapacity: string | undefined): StatementResult {
  const { items, usage, next } = runSelect(database, request);
  return { items, next, capacity: consumedCapacity(returnConsumedCapacity, usage) };
}

/** Carries a statement out that stands alone. @throws ServiceError */
export async function runWrite(
  database: Database,
  statement: WriteStatement,
  returnConsumedCapacity: string | undefined,
): Promise<StatementResult> {
  const action = actionOf(database, statement);
  checkAlone(action);
  const current = new CurrentItem(database, action.table, action.key);
  const next = decideAlone(action, current);
  const usage = usageOf(action.table);
  const group = new WriteGroup(database.store);
  writeItem(group, current, next, usage);
  database.throttle?.take(usage, 'write');
  await group.commit();
  const item = returned(action, current.item, next);
  return { items: item ? [item] : [], next: undefined, capacity: consumedCapacity(returnConsumedCapacity, usage) };
}
