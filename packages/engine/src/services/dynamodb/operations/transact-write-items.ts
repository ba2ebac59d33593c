import { ServiceError } from '../../../protocol/service-error.ts';
import { list, required, string, validationError } from '../../../protocol/shape.ts';
import { consumedCapacity, type TableUsage, usageOf, writeUnits } from '../items/capacity.ts';
import { itemCollectionMetrics } from '../items/item-collection.ts';
import { CurrentItem, writeItem } from '../items/item-write.ts';
import { type CancellationReason, cancelled, reasonOf } from '../items/transaction-cancelled.ts';
import { findReplay, rememberRequest } from '../items/transaction-token.ts';
import {
  actionKey,
  checkActionKey,
  checkActionValues,
  decide,
  RequestRefusal,
  readAction,
  type WireAction,
  type WriteAction,
} from '../items/transaction-write.ts';
import { WriteGroup } from '../items/write-group.ts';
import { type Database, type Operation, operation } from '../operation.ts';
import {
  attributeMap,
  dynamoDbStructure,
  expressionAttributeNames,
  expressionAttributeValues,
  returnConsumedCapacity,
  returnItemCollectionMetrics,
  returnValuesOnConditionCheckFailure,
  tableName,
} from '../shapes.ts';
import type { Table } from '../tables/table.ts';

/** @source "Actions", TransactWriteItems: 100 actions and 4 MB */
const actionsMax = 100;
const bytesMax = 4 * 1024 * 1024;

const conditionMembers = {
  TableName: tableName,
  ConditionExpression: string(),
  ExpressionAttributeNames: expressionAttributeNames,
  ExpressionAttributeValues: expressionAttributeValues,
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
};

const transactWriteItem = dynamoDbStructure('TransactWriteItem', {
  ConditionCheck: dynamoDbStructure('ConditionCheck', {
    ...conditionMembers,
    Key: required(attributeMap),
    ConditionExpression: required(string()),
  }),
  Put: dynamoDbStructure('Put', { ...conditionMembers, Item: required(attributeMap) }),
  Delete: dynamoDbStructure('Delete', { ...conditionMembers, Key: required(attributeMap) }),
  Update: dynamoDbStructure('Update', { ...conditionMembers, Key: required(attributeMap), UpdateExpression: required(string()) }),
});

const input = dynamoDbStructure('TransactWriteItemsInput', {
  ClientRequestToken: string({ min: 1, max: 36 }),
  TransactItems: required(list(transactWriteItem, { min: 1, max: actionsMax })),
  ReturnConsumedCapacity: returnConsumedCapacity,
  ReturnItemCollectionMetrics: returnItemCollectionMetrics,
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const transactWriteItems: Operation = operation('TransactWriteItems', input, async (database, request) => {
  const items: readonly WireAction[] = request.TransactItems;
  const actions = items.map((it) => readAction(database, it)).map((it) => ({ ...it, table: database.tables.get(it.tableName) }));
  for (const it of actions) checkActionValues(it);
  checkDistinct(actions);
  if (actions.reduce((sum, it) => sum + it.sizeBytes, 0) > bytesMax) {
    throw validationError('One or more parameter values were invalid: Transaction size has exceeded the maximum allowed size of 4 MB');
  }
  const replay = findReplay(database, request.ClientRequestToken, items);

  const usages = new Map<Table, TableUsage>();
  const group = new WriteGroup(database.store);
  const collections: { [table: string]: object[] } = {};
  if (!replay) writeAll(database, actions, group, usages);
  for (const { table, key } of actions) {
    const metrics = itemCollectionMetrics(request.ReturnItemCollectionMetrics, table, key);
    if (metrics) collections[table.name] = [...(collections[table.name] ?? []), metrics];
  }
  if (request.ClientRequestToken !== undefined && !replay) rememberRequest(database, group, request.ClientRequestToken, items);
  await group.commit();
  const capacities = [...usages.values()].flatMap((usage) => consumedCapacity(request.ReturnConsumedCapacity, usage) ?? []);
  return {
    ...(capacities.length > 0 && { ConsumedCapacity: capacities }),
    ...(Object.keys(collections).length > 0 && { ItemCollectionMetrics: collections }),
  };
});

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

/** @throws ServiceError TransactionCanceledException with a reason for each action */
function writeAll(database: Database, actions: readonly WriteAction[], group: WriteGroup, usages: Map<Table, TableUsage>): void {
  const reasons: CancellationReason[] = [];
  const writes: (() => void)[] = [];
  for (const action of actions) {
    const usage = usages.get(action.table) ?? usageOf(action.table, 'write');
    usages.set(action.table, usage);
    try {
      checkActionKey(action);
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
}

/** A check costs what writing its item would. */
function countCheck(current: CurrentItem, usage: TableUsage): void {
  usage.tableUnits += writeUnits(current.sizeBytes);
}
