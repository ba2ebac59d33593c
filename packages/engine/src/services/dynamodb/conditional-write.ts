import type { JsonText } from '../../protocol/json-protocol.ts';
import { type Shape, string, validationError } from '../../protocol/shape.ts';
import type { Condition } from './expressions/condition.ts';
import type { ExpectedParameter } from './expressions/non-expression-parameters.ts';
import { consumedCapacity, usageOf } from './items/capacity.ts';
import { checkCondition } from './items/condition-check.ts';
import { itemCollectionMetrics } from './items/item-collection.ts';
import { CurrentItem, writeItem } from './items/item-write.ts';
import { jsonMembers } from './items/json-members.ts';
import { jsonOf } from './items/stored-item.ts';
import { WriteGroup } from './items/write-group.ts';
import type { Database } from './operation.ts';
import {
  conditionalOperator,
  expected,
  expressionAttributeNames,
  expressionAttributeValues,
  returnConsumedCapacity,
  returnItemCollectionMetrics,
  returnValues,
  returnValuesOnConditionCheckFailure,
  writtenTableName,
} from './shapes.ts';
import type { Table } from './tables/table.ts';
import type { Item, WireItem } from './values/attribute-value.ts';

/** PutItem and DeleteItem: one item becomes another, or none, if it is as a condition has it. */

type Members = {
  readonly TableName: Shape<string> & { readonly required: true };
  readonly ReturnConsumedCapacity: Shape<string>;
  readonly ConditionalOperator: Shape<string>;
  readonly ReturnValues: Shape<string>;
  readonly ReturnItemCollectionMetrics: Shape<string>;
  readonly ReturnValuesOnConditionCheckFailure: Shape<string>;
  readonly Expected: Shape<ExpectedParameter>;
  readonly ConditionExpression: Shape<string>;
  readonly ExpressionAttributeNames: Shape<{ readonly [name: string]: string }>;
  readonly ExpressionAttributeValues: Shape<WireItem>;
};

/** AWS tells problems in this order: the operation's own member stands between the two. */
export const membersBefore: Pick<Members, 'ReturnConsumedCapacity' | 'TableName' | 'ConditionalOperator'> = {
  ReturnConsumedCapacity: returnConsumedCapacity,
  TableName: writtenTableName,
  ConditionalOperator: conditionalOperator,
};
export const membersAfter: Omit<Members, keyof typeof membersBefore> = {
  ReturnValues: returnValues,
  ReturnItemCollectionMetrics: returnItemCollectionMetrics,
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
  Expected: expected,
  ConditionExpression: string(),
  ExpressionAttributeNames: expressionAttributeNames,
  ExpressionAttributeValues: expressionAttributeValues,
};

interface Request {
  readonly ReturnValues?: string;
  readonly ReturnConsumedCapacity?: string;
  readonly ReturnItemCollectionMetrics?: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

/** @throws ServiceError ValidationException */
export function checkReturnValues({ ReturnValues }: Request): void {
  if (ReturnValues !== undefined && ReturnValues !== 'ALL_OLD' && ReturnValues !== 'NONE') {
    throw validationError('ReturnValues can only be ALL_OLD or NONE');
  }
}

export interface Replacement {
  readonly table: Table;
  /** An item with the key. */
  readonly key: Item;
  readonly condition: Condition | undefined;
  /** Undefined deletes. */
  readonly next: Item | undefined;
}

/** Puts `next` in the place of the item, and answers. @throws ServiceError ConditionalCheckFailedException */
export async function replaceItem(database: Database, request: Request, { table, key, condition, next }: Replacement): Promise<JsonText> {
  const current = new CurrentItem(database, table, key);
  checkCondition(current, condition, request.ReturnValuesOnConditionCheckFailure);
  const usage = usageOf(table);
  const group = new WriteGroup(database.store);
  writeItem(group, current, next, usage);
  database.throttle?.take(usage, 'write');
  await group.commit();
  return jsonMembers({
    Attributes: request.ReturnValues === 'ALL_OLD' && current.stored ? jsonOf(current.stored) : undefined,
    ConsumedCapacity: consumedCapacity(request.ReturnConsumedCapacity, usage),
    ItemCollectionMetrics: itemCollectionMetrics(request.ReturnItemCollectionMetrics, table, key),
  });
}
