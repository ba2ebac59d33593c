import { list, required, string, validationError } from '../../../protocol/shape.ts';
import { consumedCapacity } from '../items/capacity.ts';
import { itemCollectionMetrics } from '../items/item-collection.ts';
import { commitTransaction } from '../items/transaction-commit.ts';
import { checkActionValues, decide, readAction, type WireAction } from '../items/transaction-write.ts';
import { type Operation, operation } from '../operation.ts';
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
  checkPayload(actions.reduce((sum, it) => sum + it.sizeBytes, 0));
  const usages = await commitTransaction(database, { actions, decide, token: request.ClientRequestToken, request: items, keysFirst: true });
  const collections: { [table: string]: object[] } = {};
  for (const { table, key } of actions) {
    const metrics = itemCollectionMetrics(request.ReturnItemCollectionMetrics, table, key);
    if (metrics) collections[table.name] = [...(collections[table.name] ?? []), metrics];
  }
  const capacities = usages.flatMap((usage) => consumedCapacity(request.ReturnConsumedCapacity, usage) ?? []);
  return {
    ...(capacities.length > 0 && { ConsumedCapacity: capacities }),
    ...(Object.keys(collections).length > 0 && { ItemCollectionMetrics: collections }),
  };
});

/** AWS says it twice over. @throws ServiceError ValidationException @source an answer of AWS's that a client's tests quote, 2026 */
function checkPayload(bytes: number): void {
  if (bytes <= bytesMax) return;
  const words = 'Transaction payload size cannot exceed 4MB. Payload Size: ';
  throw validationError(`${words}: ${words}${bytes}`);
}
