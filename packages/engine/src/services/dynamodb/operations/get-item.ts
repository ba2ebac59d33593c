import { boolean, required, string } from '../../../protocol/shape.ts';
import { checkParameterKinds } from '../expressions/non-expression-parameters.ts';
import { project } from '../expressions/projection.ts';
import { consumedCapacity, readUnits, usageOf } from '../items/capacity.ts';
import { jsonMembers } from '../items/json-members.ts';
import { checkKey, checkScalarKeys } from '../items/key-check.ts';
import { nestedNames, readProjection } from '../items/request-projection.ts';
import { itemOf, jsonOf, sizeOf } from '../items/stored-item.ts';
import { type Operation, operation } from '../operation.ts';
import {
  attributeMap,
  attributesToGet,
  dynamoDbStructure,
  expressionAttributeNames,
  returnConsumedCapacity,
  tableName,
} from '../shapes.ts';
import { itemKey } from '../tables/store-keys.ts';
import { checkItem } from '../values/attribute-value.ts';
import { inCurrentWords } from '../values/value-refusal.ts';

const input = dynamoDbStructure('GetItemInput', {
  TableName: tableName,
  ReturnConsumedCapacity: returnConsumedCapacity,
  Key: required(attributeMap),
  AttributesToGet: attributesToGet,
  ConsistentRead: boolean,
  ProjectionExpression: string(),
  ExpressionAttributeNames: expressionAttributeNames,
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
export const getItem: Operation = operation('GetItem', input, (database, request) => {
  checkParameterKinds(request, ['ProjectionExpression']);
  const key = inCurrentWords(() => checkItem(request.Key));
  const projection = readProjection(database, request);
  const table = database.tables.get(request.TableName);
  checkKey(table, key);
  checkScalarKeys(table, nestedNames(projection));

  const stored = database.store.get(itemKey(table.spaceId, table.key, key));
  const usage = usageOf(table);
  usage.tableUnits = readUnits(stored ? sizeOf(stored) : 0, request.ConsistentRead ?? false);
  database.throttle?.take(usage, 'read');
  return jsonMembers({
    // AWS leaves `Item` out, rather than null, when nothing matches.
    Item: stored && (projection ? project(itemOf(stored), projection) : jsonOf(stored)),
    ConsumedCapacity: consumedCapacity(request.ReturnConsumedCapacity, usage),
  });
});
