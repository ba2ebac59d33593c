import { required, type Shape, string, throwProblems } from '../../../protocol/shape.ts';
import { checkParameterKinds } from '../expressions/non-expression-parameters.ts';
import { project } from '../expressions/projection.ts';
import type { Update } from '../expressions/update.ts';
import { consumedCapacity, usageOf } from '../items/capacity.ts';
import { checkCondition } from '../items/condition-check.ts';
import { itemCollectionMetrics } from '../items/item-collection.ts';
import { checkUpdatedItemSize, checkWrittenSize } from '../items/item-limits.ts';
import { CurrentItem, writeItem } from '../items/item-write.ts';
import { jsonMembers } from '../items/json-members.ts';
import { checkIndexKeyTypes, checkIndexKeyValues, checkKey, checkScalarKeys } from '../items/key-check.ts';
import { checkUpdatedPaths, readUpdate, updatedItem } from '../items/update-action.ts';
import { WriteGroup } from '../items/write-group.ts';
import { type Operation, operation } from '../operation.ts';
import {
  attributeMap,
  attributeUpdates,
  conditionalOperator,
  dynamoDbStructure,
  expected,
  expressionAttributeNames,
  expressionAttributeValues,
  returnConsumedCapacity,
  returnItemCollectionMetrics,
  returnValues,
  returnValuesOnConditionCheckFailure,
  tableName,
} from '../shapes.ts';
import { checkItem, type Item } from '../values/attribute-value.ts';

/** UpdateItem stops at a bad ReturnValues, where PutItem and DeleteItem go on. @source dynamodb-conformance, eu-west-2, 2026-06 */
const stopsCheck: Shape<string> = {
  read: returnValues.read,
  check(value, path) {
    const own: string[] = [];
    returnValues.check(value, path, own);
    throwProblems(own);
  },
};

const input = dynamoDbStructure('UpdateItemInput', {
  TableName: tableName,
  ReturnValues: stopsCheck,
  ReturnConsumedCapacity: returnConsumedCapacity,
  Key: required(attributeMap),
  ReturnItemCollectionMetrics: returnItemCollectionMetrics,
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
  AttributeUpdates: attributeUpdates,
  Expected: expected,
  ConditionalOperator: conditionalOperator,
  UpdateExpression: string(),
  ConditionExpression: string(),
  ExpressionAttributeNames: expressionAttributeNames,
  ExpressionAttributeValues: expressionAttributeValues,
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export const updateItem: Operation = operation('UpdateItem', input, async (database, request) => {
  checkParameterKinds(request, ['UpdateExpression', 'ConditionExpression']);
  const key = checkItem(request.Key);
  const { update, condition } = readUpdate(database, request);
  const table = database.tables.get(request.TableName);
  checkKey(table, key);
  checkUpdatedPaths(table, update);
  checkScalarKeys(table, [...(update?.nestedAttributeNames ?? []), ...(condition?.nestedAttributeNames ?? [])]);

  const current = new CurrentItem(database, table, key);
  checkCondition(current, condition, request.ReturnValuesOnConditionCheckFailure);
  const next = updatedItem(current, key, update);
  if (next) {
    checkUpdatedItemSize(next);
    if (update) checkWrittenSize(next, update);
    checkIndexKeyTypes(table, next);
    checkIndexKeyValues(table, next, true);
  }
  const usage = usageOf(table);
  const group = new WriteGroup(database.store);
  writeItem(group, current, next, usage);
  await group.commit();
  return jsonMembers({
    Attributes: returnedAttributes(request.ReturnValues, current.item, next, update),
    ConsumedCapacity: consumedCapacity(request.ReturnConsumedCapacity, usage),
    ItemCollectionMetrics: itemCollectionMetrics(request.ReturnItemCollectionMetrics, table, key),
  });
});

function returnedAttributes(
  mode: string | undefined,
  old: Item | undefined,
  next: Item | undefined,
  update: Update | undefined,
): Item | undefined {
  if (mode === 'ALL_NEW') return next;
  if (mode === 'ALL_OLD') return old;
  const from = mode === 'UPDATED_NEW' ? next : mode === 'UPDATED_OLD' ? old : undefined;
  const changed = from && project(from, update?.paths ?? []);
  return changed && Object.keys(changed).length > 0 ? changed : undefined;
}
