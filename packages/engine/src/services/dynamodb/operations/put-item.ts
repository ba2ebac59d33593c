import { required, type ShapeType, string, validationError } from '../../../protocol/shape.ts';
import type { Condition } from '../expressions/condition.ts';
import { checkParameterKinds } from '../expressions/non-expression-parameters.ts';
import { consumedCapacity, usageOf } from '../items/capacity.ts';
import { checkCondition } from '../items/condition-check.ts';
import { itemCollectionMetrics } from '../items/item-collection.ts';
import { checkItemSize } from '../items/item-limits.ts';
import { CurrentItem, writeItem } from '../items/item-write.ts';
import { jsonMembers } from '../items/json-members.ts';
import { checkItemKeys, checkScalarKeys } from '../items/key-check.ts';
import { readCondition } from '../items/request-expressions.ts';
import { jsonOf } from '../items/stored-item.ts';
import { WriteGroup } from '../items/write-group.ts';
import type { Database, Operation } from '../operation.ts';
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
  writtenTableName,
} from '../shapes.ts';
import { checkItem, type Item } from '../values/attribute-value.ts';
import { writeOperation } from '../write-operation.ts';

const input = dynamoDbStructure('PutItemInput', {
  ReturnConsumedCapacity: returnConsumedCapacity,
  TableName: writtenTableName,
  ConditionalOperator: conditionalOperator,
  Item: required(attributeMap),
  ReturnValues: returnValues,
  ReturnItemCollectionMetrics: returnItemCollectionMetrics,
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
  Expected: expected,
  ConditionExpression: string(),
  ExpressionAttributeNames: expressionAttributeNames,
  ExpressionAttributeValues: expressionAttributeValues,
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export const putItem: Operation = writeOperation('PutItem', input, {
  read: readPut,
  async run(database, request, { item, condition }) {
    const table = database.tables.get(request.TableName);
    checkItemKeys(table, item);
    checkScalarKeys(table, condition?.nestedAttributeNames);

    const current = new CurrentItem(database, table, item);
    checkCondition(current, condition, request.ReturnValuesOnConditionCheckFailure);
    const usage = usageOf(table);
    const group = new WriteGroup(database.store);
    writeItem(group, current, item, usage);
    database.throttle?.take(usage, 'write');
    await group.commit();
    return jsonMembers({
      Attributes: request.ReturnValues === 'ALL_OLD' && current.stored ? jsonOf(current.stored) : undefined,
      ConsumedCapacity: consumedCapacity(request.ReturnConsumedCapacity, usage),
      ItemCollectionMetrics: itemCollectionMetrics(request.ReturnItemCollectionMetrics, table, item),
    });
  },
});

function readPut(database: Database, request: ShapeType<typeof input>): { item: Item; condition: Condition | undefined } {
  checkParameterKinds(request, ['ConditionExpression']);
  const item = checkItem(request.Item);
  if (request.ReturnValues !== undefined && request.ReturnValues !== 'ALL_OLD' && request.ReturnValues !== 'NONE') {
    throw validationError('ReturnValues can only be ALL_OLD or NONE');
  }
  checkItemSize(item);
  return { item, condition: readCondition(database, request) };
}
