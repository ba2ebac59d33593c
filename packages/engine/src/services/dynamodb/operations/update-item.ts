import { required, type ShapeType, string } from '../../../protocol/shape.ts';
import { checkParameterKinds } from '../expressions/non-expression-parameters.ts';
import { project } from '../expressions/projection.ts';
import { knownTypes, type Update } from '../expressions/update.ts';
import { consumedCapacity, usageOf } from '../items/capacity.ts';
import { checkCondition } from '../items/condition-check.ts';
import { itemCollectionMetrics } from '../items/item-collection.ts';
import { checkUpdatedItemSize } from '../items/item-limits.ts';
import { CurrentItem, writeItem } from '../items/item-write.ts';
import { jsonMembers } from '../items/json-members.ts';
import { checkIndexKeyTypes, checkIndexKeyValues, checkKey, checkKnownIndexKeyTypes, checkScalarKeys } from '../items/key-check.ts';
import { checkUpdatedPaths, type ReadUpdate, readUpdate, updatedItem } from '../items/update-action.ts';
import { checkStatementSize } from '../items/update-charge.ts';
import { WriteGroup } from '../items/write-group.ts';
import type { Database, Operation } from '../operation.ts';
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
  writtenTableName,
} from '../shapes.ts';
import { checkItem, type Item } from '../values/attribute-value.ts';
import { writeOperation } from '../write-operation.ts';

const input = dynamoDbStructure('UpdateItemInput', {
  ReturnConsumedCapacity: returnConsumedCapacity,
  TableName: writtenTableName,
  ReturnValues: returnValues,
  ConditionalOperator: conditionalOperator,
  Key: required(attributeMap),
  ReturnItemCollectionMetrics: returnItemCollectionMetrics,
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
  AttributeUpdates: attributeUpdates,
  Expected: expected,
  UpdateExpression: string(),
  ConditionExpression: string(),
  ExpressionAttributeNames: expressionAttributeNames,
  ExpressionAttributeValues: expressionAttributeValues,
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export const updateItem: Operation = writeOperation('UpdateItem', input, {
  read: readUpdateRequest,
  async run(database, request, { key, update, condition }) {
    const table = database.tables.get(request.TableName);
    checkKey(table, key);
    checkUpdatedPaths(table, update);
    checkScalarKeys(table, [...(update?.nestedAttributeNames ?? []), ...(condition?.nestedAttributeNames ?? [])]);
    if (update) checkKnownIndexKeyTypes(table, knownTypes(update));
    if (update && request.UpdateExpression !== undefined) checkStatementSize(update);

    const current = new CurrentItem(database, table, key);
    checkCondition(current, condition, request.ReturnValuesOnConditionCheckFailure);
    const next = updatedItem(current, key, update);
    if (next) {
      checkUpdatedItemSize(next);
      checkIndexKeyTypes(table, next);
      checkIndexKeyValues(table, next, true);
    }
    const usage = usageOf(table);
    const group = new WriteGroup(database.store);
    writeItem(group, current, next, usage);
    database.throttle?.take(usage, 'write');
    await group.commit();
    return jsonMembers({
      Attributes: returnedAttributes(request.ReturnValues, current.item, next, update),
      ConsumedCapacity: consumedCapacity(request.ReturnConsumedCapacity, usage),
      ItemCollectionMetrics: itemCollectionMetrics(request.ReturnItemCollectionMetrics, table, key),
    });
  },
});

function readUpdateRequest(database: Database, request: ShapeType<typeof input>): ReadUpdate & { readonly key: Item } {
  checkParameterKinds(request, ['UpdateExpression', 'ConditionExpression']);
  return { key: checkItem(request.Key), ...readUpdate(database, request, 'condition') };
}

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
