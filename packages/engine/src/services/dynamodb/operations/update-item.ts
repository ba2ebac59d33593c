import { required, string, validationError } from '../../../protocol/shape.ts';
import type { Condition } from '../expressions/condition.ts';
import { parseCondition } from '../expressions/condition.ts';
import type { AttributeUpdatesParameter } from '../expressions/non-expression-parameters.ts';
import { checkParameterKinds, conditionOfExpected, updateOfAttributeUpdates } from '../expressions/non-expression-parameters.ts';
import { project } from '../expressions/projection.ts';
import { applyUpdate, parseUpdate, type Update } from '../expressions/update.ts';
import { consumedCapacity, usageOf } from '../items/capacity.ts';
import { checkCondition } from '../items/condition-check.ts';
import { itemCollectionMetrics } from '../items/item-collection.ts';
import { checkUpdatedItemSize } from '../items/item-limits.ts';
import { CurrentItem, writeItem } from '../items/item-write.ts';
import { jsonMembers } from '../items/json-members.ts';
import { checkIndexKeys, checkKey } from '../items/key-check.ts';
import { type ConditionParameters, openScope } from '../items/request-expressions.ts';
import { WriteGroup } from '../items/write-group.ts';
import { type Database, type Operation, operation } from '../operation.ts';
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
import { keyAttributes, type Table } from '../tables/table.ts';
import { checkItem, type Item } from '../values/attribute-value.ts';

const input = dynamoDbStructure('UpdateItemInput', {
  TableName: tableName,
  ReturnValues: returnValues,
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
  checkParameterKinds(request);
  const key = checkItem(request.Key);
  const { update, condition } = readUpdate(database, request);
  const table = database.tables.get(request.TableName);
  checkKey(table, key);
  checkUpdatedPaths(table, update);

  const current = new CurrentItem(database, table, key);
  checkCondition(current, condition, request.ReturnValuesOnConditionCheckFailure);
  const next = update ? applyUpdate(current.item ?? key, update) : (current.item ?? key);
  checkUpdatedItemSize(next);
  checkIndexKeys(table, next);
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

export interface UpdateParameters extends ConditionParameters {
  readonly UpdateExpression?: string;
  readonly AttributeUpdates?: AttributeUpdatesParameter;
}

export interface ReadUpdate {
  readonly update: Update | undefined;
  readonly condition: Condition | undefined;
}

/** The update and the condition of a request, in whichever of the two ways they are given. @throws ServiceError ValidationException */
export function readUpdate(database: Database, request: UpdateParameters): ReadUpdate {
  if (request.AttributeUpdates || request.Expected) {
    return {
      update: request.AttributeUpdates && updateOfAttributeUpdates(request.AttributeUpdates),
      condition: request.Expected && conditionOfExpected(request.Expected, request.ConditionalOperator),
    };
  }
  const { UpdateExpression, ConditionExpression } = request;
  const scope = openScope(database, request, { UpdateExpression, ConditionExpression });
  const update = UpdateExpression === undefined ? undefined : parseUpdate(scope, UpdateExpression);
  const condition = ConditionExpression === undefined ? undefined : parseCondition(scope, 'ConditionExpression', ConditionExpression);
  scope.checkUnused();
  return { update, condition };
}

/** @throws ServiceError ValidationException when the update writes a key attribute */
export function checkUpdatedPaths(table: Table, update: Update | undefined): void {
  const keys = keyAttributes(table.key).map(({ name }) => name);
  for (const [name] of update?.paths ?? []) {
    if (typeof name === 'string' && keys.includes(name)) {
      throw validationError(
        `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
      );
    }
  }
}

function returnedAttributes(mode: string | undefined, old: Item | undefined, next: Item, update: Update | undefined): Item | undefined {
  if (mode === 'ALL_NEW') return next;
  if (mode === 'ALL_OLD') return old;
  const paths = update?.paths ?? [];
  const changed = mode === 'UPDATED_NEW' ? project(next, paths) : mode === 'UPDATED_OLD' && old ? project(old, paths) : undefined;
  return changed && Object.keys(changed).length > 0 ? changed : undefined;
}
