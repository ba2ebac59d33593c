import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import type { Database } from '../operation.ts';
import type { Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { readUnits, type TableUsage, usageOf, writeUnits } from './capacity.ts';
import { CurrentItem, writeItem } from './item-write.ts';
import { type CancellationReason, cancelled, reasonOf } from './transaction-cancelled.ts';
import { findReplay, rememberRequest } from './transaction-token.ts';
import { actionKey, checkActionKey, RequestRefusal, type WriteAction } from './transaction-write.ts';
import { WriteGroup } from './write-group.ts';

export interface Transaction<Action extends WriteAction> {
  readonly actions: readonly Action[];
  /** What an action makes of its item: undefined removes it. @throws ServiceError, which cancels the transaction */
  readonly decide: (action: Action, current: CurrentItem) => Item | undefined;
  readonly token: string | undefined;
  /** What the token stands for. */
  readonly request: unknown;
  /** Whether the first key that does not fit its table is the only reason, before any item is looked at. */
  readonly keysFirst: boolean;
}

/**
 * Carries out all actions or none.
 *
 * @returns what it used of each table
 * @throws ServiceError ValidationException, IdempotentParameterMismatchException, TransactionCanceledException with a reason for each action
 */
export async function commitTransaction<Action extends WriteAction>(
  database: Database,
  transaction: Transaction<Action>,
): Promise<readonly TableUsage[]> {
  const { actions, token, request } = transaction;
  checkDistinct(actions);
  if (findReplay(database, token, request)) {
    await database.store.settled();
    return replayUsages(database, actions);
  }
  const group = new WriteGroup(database.store);
  const usages = writeAll(database, transaction, group);
  takeUnits(database, actions, usages);
  if (token !== undefined) rememberRequest(database, group, token, request);
  await group.commit();
  return usages;
}

/** @throws ServiceError ValidationException */
function checkDistinct(actions: readonly WriteAction[]): void {
  const names = new Set<string>();
  for (const action of actions) {
    const name = actionKey(action)?.toString('latin1');
    if (name === undefined) continue;
    if (names.has(name)) throw validationError('Transaction request cannot include multiple operations on one item');
    names.add(name);
  }
}

/** @throws ServiceError TransactionCanceledException @source Scylla's Alternator tests, verified on AWS */
function checkKeys(actions: readonly WriteAction[]): void {
  for (const action of actions) {
    try {
      checkActionKey(action);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      throw cancelled(actions.map((it) => (it === action ? reasonOf(error) : { Code: 'None' })));
    }
  }
}

function writeAll<Action extends WriteAction>(
  database: Database,
  { actions, decide, keysFirst }: Transaction<Action>,
  group: WriteGroup,
): readonly TableUsage[] {
  if (keysFirst) checkKeys(actions);
  const usages = new Map<Table, TableUsage>();
  const reasons: CancellationReason[] = [];
  const writes: (() => void)[] = [];
  for (const action of actions) {
    const usage = usages.get(action.table) ?? usageOf(action.table, 'write');
    usages.set(action.table, usage);
    try {
      if (!keysFirst) checkActionKey(action);
      const current = new CurrentItem(database, action.table, action.key);
      const next = decide(action, current);
      writes.push(() => (action.kind === 'ConditionCheck' ? countCheck(current, usage) : writeItem(group, current, next, usage)));
      reasons.push({ Code: 'None' });
    } catch (error) {
      if (error instanceof RequestRefusal) throw error.refusal;
      if (!(error instanceof ServiceError)) throw error;
      reasons.push(reasonOf(error));
    }
  }
  if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
  for (const write of writes) write();
  // A transaction costs twice: it is prepared and committed.
  for (const usage of usages.values()) {
    usage.tableUnits *= 2;
    for (const [index, units] of usage.indexUnits) usage.indexUnits.set(index, 2 * units);
  }
  return [...usages.values()];
}

/** A table without throughput left is the reason of each of its actions. @throws ServiceError TransactionCanceledException */
function takeUnits({ throttle }: Database, actions: readonly WriteAction[], usages: readonly TableUsage[]): void {
  const refusals = new Map<Table, CancellationReason>();
  for (const usage of throttle ? usages : []) {
    try {
      throttle?.take(usage, 'write');
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      refusals.set(usage.table, { Code: 'ProvisionedThroughputExceeded', Message: error.message });
    }
  }
  if (refusals.size > 0) throw cancelled(actions.map(({ table }) => refusals.get(table) ?? { Code: 'None' }));
}

/** A check costs what writing its item would. */
function countCheck(current: CurrentItem, usage: TableUsage): void {
  usage.tableUnits += writeUnits(current.sizeBytes);
}

/** A transaction that was carried out before is read, and charged so. @source dynamodb-conformance, recorded on AWS, 2026 */
function replayUsages(database: Database, actions: readonly WriteAction[]): readonly TableUsage[] {
  const usages = new Map<Table, TableUsage>();
  for (const { table, key } of actions) {
    const usage = usages.get(table) ?? usageOf(table, 'read');
    usages.set(table, usage);
    usage.tableUnits += 2 * readUnits(new CurrentItem(database, table, key).sizeBytes, true);
  }
  return [...usages.values()];
}
