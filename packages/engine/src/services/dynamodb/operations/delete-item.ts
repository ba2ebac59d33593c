import { required, string, validationError } from '../../../protocol/shape.ts';
import { checkParameterKinds } from '../expressions/non-expression-parameters.ts';
import { consumedCapacity, usageOf } from '../items/capacity.ts';
import { checkCondition } from '../items/condition-check.ts';
import { itemCollectionMetrics } from '../items/item-collection.ts';
import { CurrentItem, writeItem } from '../items/item-write.ts';
import { jsonMembers } from '../items/json-members.ts';
import { checkKey, checkScalarKeys } from '../items/key-check.ts';
import { readCondition } from '../items/request-expressions.ts';
import { jsonOf } from '../items/stored-item.ts';
import { WriteGroup } from '../items/write-group.ts';
import { type Operation, operation } from '../operation.ts';
import {
  attributeMap,
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
import { checkItem } from '../values/attribute-value.ts';

const input = dynamoDbStructure('DeleteItemInput', {
  TableName: tableName,
  ReturnConsumedCapacity: returnConsumedCapacity,
  Key: required(attributeMap),
  ReturnValues: returnValues,
  ReturnItemCollectionMetrics: returnItemCollectionMetrics,
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
  Expected: expected,
  ConditionalOperator: conditionalOperator,
  ConditionExpression: string(),
  ExpressionAttributeNames: expressionAttributeNames,
  ExpressionAttributeValues: expressionAttributeValues,
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
export const deleteItem: Operation = operation('DeleteItem', input, async (database, request) => {
  checkParameterKinds(request, ['ConditionExpression']);
  const key = checkItem(request.Key);
  if (request.ReturnValues !== undefined && request.ReturnValues !== 'ALL_OLD' && request.ReturnValues !== 'NONE') {
    throw validationError('ReturnValues can only be ALL_OLD or NONE');
  }
  const condition = readCondition(database, request);
  const table = database.tables.get(request.TableName);
  checkKey(table, key);
  checkScalarKeys(table, condition?.nestedAttributeNames);

  const current = new CurrentItem(database, table, key);
  checkCondition(current, condition, request.ReturnValuesOnConditionCheckFailure);
  const usage = usageOf(table);
  const group = new WriteGroup(database.store);
  writeItem(group, current, undefined, usage);
  await group.commit();
  return jsonMembers({
    Attributes: request.ReturnValues === 'ALL_OLD' && current.stored ? jsonOf(current.stored) : undefined,
    ConsumedCapacity: consumedCapacity(request.ReturnConsumedCapacity, usage),
    ItemCollectionMetrics: itemCollectionMetrics(request.ReturnItemCollectionMetrics, table, key),
  });
});
