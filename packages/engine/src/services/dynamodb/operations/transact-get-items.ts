import { list, required, string } from '../../../protocol/shape.ts';
import { project } from '../expressions/projection.ts';
import { consumedCapacity, readUnits, type TableUsage, usageOf } from '../items/capacity.ts';
import { jsonArray, jsonMembers } from '../items/json-members.ts';
import { checkKeyFilled } from '../items/key-check.ts';
import { readProjection } from '../items/request-projection.ts';
import { itemOf, jsonOf, sizeOf } from '../items/stored-item.ts';
import { checkedKeys } from '../items/transaction-read.ts';
import { type Operation, operation } from '../operation.ts';
import { attributeMap, dynamoDbStructure, expressionAttributeNames, returnConsumedCapacity, tableName } from '../shapes.ts';
import type { Table } from '../tables/table.ts';
import { checkItem } from '../values/attribute-value.ts';

const getsMax = 100;

const get = dynamoDbStructure('Get', {
  Key: required(attributeMap),
  TableName: tableName,
  ProjectionExpression: string(),
  ExpressionAttributeNames: expressionAttributeNames,
});

const input = dynamoDbStructure('TransactGetItemsInput', {
  TransactItems: required(list(dynamoDbStructure('TransactGetItem', { Get: required(get) }), { min: 1, max: getsMax })),
  ReturnConsumedCapacity: returnConsumedCapacity,
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html */
export const transactGetItems: Operation = operation('TransactGetItems', input, (database, request) => {
  const wanted = request.TransactItems.map(({ Get }) => {
    const key = checkItem(Get.Key);
    if (Get.ProjectionExpression === undefined) return { name: Get.TableName, key, projection: undefined };
    return { name: Get.TableName, key, projection: readProjection(database, Get) };
  });
  const gets = wanted.map((it) => ({ ...it, table: database.tables.get(it.name) }));
  for (const { table, key } of gets) checkKeyFilled(table, key);
  const keys = checkedKeys(gets);

  const usages = new Map<Table, TableUsage>();
  const responses = gets.map(({ table, projection }, index) => {
    const stored = keys[index] && database.store.get(keys[index]);
    const usage = usages.get(table) ?? usageOf(table, 'read');
    usages.set(table, usage);
    usage.tableUnits += 2 * readUnits(stored ? sizeOf(stored) : 0, true);
    return jsonMembers({ Item: stored && (projection ? project(itemOf(stored), projection) : jsonOf(stored)) }).body;
  });
  for (const usage of usages.values()) database.throttle?.take(usage, 'read');
  const capacities = [...usages.values()].flatMap((usage) => consumedCapacity(request.ReturnConsumedCapacity, usage) ?? []);
  return jsonMembers({ Responses: jsonArray(responses), ConsumedCapacity: capacities.length > 0 ? capacities : undefined });
});
