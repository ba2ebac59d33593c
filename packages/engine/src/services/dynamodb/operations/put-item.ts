import { required, type ShapeType } from '../../../protocol/shape.ts';
import { checkReturnValues, membersAfter, membersBefore, replaceItem } from '../conditional-write.ts';
import type { Condition } from '../expressions/condition.ts';
import { checkParameterKinds } from '../expressions/non-expression-parameters.ts';
import { checkItemSize } from '../items/item-limits.ts';
import { checkItemKeys, checkScalarKeys } from '../items/key-check.ts';
import { readCondition } from '../items/request-expressions.ts';
import type { Database, Operation } from '../operation.ts';
import { attributeMap, dynamoDbStructure } from '../shapes.ts';
import { checkItem, type Item } from '../values/attribute-value.ts';
import { writeOperation } from '../write-operation.ts';

const input = dynamoDbStructure('PutItemInput', { ...membersBefore, Item: required(attributeMap), ...membersAfter });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export const putItem: Operation = writeOperation('PutItem', input, {
  read: readPut,
  async run(database, request, { item, condition }) {
    const table = database.tables.get(request.TableName);
    checkItemKeys(table, item);
    checkScalarKeys(table, condition?.nestedAttributeNames);
    return replaceItem(database, request, { table, key: item, condition, next: item });
  },
});

function readPut(database: Database, request: ShapeType<typeof input>): { item: Item; condition: Condition | undefined } {
  checkParameterKinds(request, ['ConditionExpression']);
  const item = checkItem(request.Item);
  checkReturnValues(request);
  checkItemSize(item);
  return { item, condition: readCondition(database, request) };
}
