import { required, type ShapeType } from '../../../protocol/shape.ts';
import { checkReturnValues, membersAfter, membersBefore, replaceItem } from '../conditional-write.ts';
import type { Condition } from '../expressions/condition.ts';
import { checkParameterKinds } from '../expressions/non-expression-parameters.ts';
import { checkKey, checkScalarKeys } from '../items/key-check.ts';
import { readCondition } from '../items/request-expressions.ts';
import type { Database, Operation } from '../operation.ts';
import { attributeMap, dynamoDbStructure } from '../shapes.ts';
import { checkItem, type Item } from '../values/attribute-value.ts';
import { writeOperation } from '../write-operation.ts';

const input = dynamoDbStructure('DeleteItemInput', { ...membersBefore, Key: required(attributeMap), ...membersAfter });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
export const deleteItem: Operation = writeOperation('DeleteItem', input, {
  read: readDelete,
  async run(database, request, { key, condition }) {
    const table = database.tables.get(request.TableName);
    checkKey(table, key);
    checkScalarKeys(table, condition?.nestedAttributeNames);
    return replaceItem(database, request, { table, key, condition, next: undefined });
  },
});

function readDelete(database: Database, request: ShapeType<typeof input>): { key: Item; condition: Condition | undefined } {
  checkParameterKinds(request, ['ConditionExpression']);
  checkReturnValues(request);
  return { key: checkItem(request.Key), condition: readCondition(database, request) };
}
