import type { JsonText } from '../../../protocol/json-protocol.ts';
import { boolean, integer, list, required, string, validationError } from '../../../protocol/shape.ts';
import { consumedCapacity, usageOf } from '../items/capacity.ts';
import { CurrentItem, writeItem } from '../items/item-write.ts';
import { jsonArray, jsonMembers } from '../items/json-members.ts';
import { WriteGroup } from '../items/write-group.ts';
import { type Database, type Operation, operation } from '../operation.ts';
import { attributeValue, dynamoDbStructure, returnConsumedCapacity, returnValuesOnConditionCheckFailure } from '../shapes.ts';
import type { Item, WireAttributeValue } from '../values/attribute-value.ts';
import type { SelectStatement } from './partiql-statement.ts';
import { planSelect, runSelect } from './select.ts';
import { decodeToken, encodeToken } from './select-token.ts';
import { checkParameters } from './statement-parameters.ts';
import { readStatement } from './statement-reader.ts';
import { planWrite, type WriteStatement } from './statement-write.ts';

const input = dynamoDbStructure('ExecuteStatementInput', {
  Statement: required(string({ min: 1, max: 8192 })),
  Parameters: list(attributeValue, { min: 1 }),
  ConsistentRead: boolean,
  NextToken: string({ min: 1, max: 32_768 }),
  ReturnConsumedCapacity: returnConsumedCapacity,
  Limit: integer({ min: 1 }),
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
});

interface Request {
  readonly Statement: string;
  readonly Parameters?: readonly WireAttributeValue[];
  readonly ConsistentRead?: boolean;
  readonly NextToken?: string;
  readonly ReturnConsumedCapacity?: string;
  readonly Limit?: number;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html */
export const executeStatement: Operation = operation('ExecuteStatement', input, (database, request) => {
  const parameters = checkParameters(request.Parameters);
  const statement = readStatement(request.Statement, parameters);
  if (statement.kind === 'EXISTS') throw validationError('EXISTS() is only supported in ExecuteTransaction');
  return statement.kind === 'SELECT' ? select(database, statement, request) : write(database, statement, request);
});

function select(database: Database, statement: SelectStatement, request: Request): JsonText {
  const { Statement, Parameters, NextToken } = request;
  const plan = planSelect(database, statement, request.ConsistentRead ?? false);
  const from = NextToken === undefined ? undefined : decodeToken(NextToken, Statement, Parameters);
  const { items, next, usage } = runSelect(database, plan, request.Limit ?? Number.POSITIVE_INFINITY, from);
  return jsonMembers({
    Items: jsonArray(items),
    NextToken: next && encodeToken(next, Statement, Parameters),
    LastEvaluatedKey: next?.after,
    ConsumedCapacity: consumedCapacity(request.ReturnConsumedCapacity, usage),
  });
}

async function write(database: Database, statement: WriteStatement, request: Request): Promise<JsonText> {
  const planned = planWrite(database, statement);
  const current = new CurrentItem(database, planned.table, planned.key);
  const next = planned.decide(current, request.ReturnValuesOnConditionCheckFailure);
  const old = current.item;
  const usage = usageOf(planned.table);
  const group = new WriteGroup(database.store);
  writeItem(group, current, next, usage);
  await group.commit();
  return jsonMembers({
    Items: itemsOf(planned.returned(old, next)),
    ConsumedCapacity: consumedCapacity(request.ReturnConsumedCapacity, usage),
  });
}

function itemsOf(item: Item | undefined): object {
  return item ? [item] : [];
}
