import { ServiceError } from '../../../protocol/service-error.ts';
import { boolean, list, required, string, validationError } from '../../../protocol/shape.ts';
import { consumedCapacity, readUnits, type TableUsage, usageOf } from '../items/capacity.ts';
import { CurrentItem, writeItem } from '../items/item-write.ts';
import { checkKey } from '../items/key-check.ts';
import { itemOf, sizeOf } from '../items/stored-item.ts';
import { WriteGroup } from '../items/write-group.ts';
import { type Database, type Operation, operation } from '../operation.ts';
import { attributeValue, dynamoDbStructure, returnConsumedCapacity, returnValuesOnConditionCheckFailure } from '../shapes.ts';
import { itemKey } from '../tables/store-keys.ts';
import { keyAttributes, type Table } from '../tables/table.ts';
import type { Item, WireAttributeValue } from '../values/attribute-value.ts';
import type { SelectStatement } from './partiql-statement.ts';
import { selectPaths } from './select.ts';
import { checkParameters } from './statement-parameters.ts';
import { readStatement } from './statement-reader.ts';
import { planWrite, type WriteStatement } from './statement-write.ts';
import { keyAndRest } from './where-clause.ts';

/** @source BatchExecuteStatement: up to 25 statements */
const statementsMax = 25;

const input = dynamoDbStructure('BatchExecuteStatementInput', {
  Statements: required(
    list(
      dynamoDbStructure('BatchStatementRequest', {
        Statement: required(string({ min: 1, max: 8192 })),
        Parameters: list(attributeValue, { min: 1 }),
        ConsistentRead: boolean,
        ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
      }),
      { min: 1, max: statementsMax },
    ),
  ),
  ReturnConsumedCapacity: returnConsumedCapacity,
});

interface Member {
  readonly Statement: string;
  readonly Parameters?: readonly WireAttributeValue[];
  readonly ConsistentRead?: boolean;
}

interface Answer {
  readonly TableName?: string;
  readonly Item?: Item | undefined;
  readonly Error?: { readonly Code: string; readonly Message: string };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html */
export const batchExecuteStatement: Operation = operation('BatchExecuteStatement', input, async (database, request) => {
  const usages = new Map<Table, TableUsage>();
  const responses: Answer[] = [];
  // One after the other, so that each sees what the ones before it did.
  for (const member of request.Statements) responses.push(await run(database, member, usages));
  const capacities = [...usages.values()].flatMap((usage) => consumedCapacity(request.ReturnConsumedCapacity, usage) ?? []);
  return { Responses: responses, ...(capacities.length > 0 && { ConsumedCapacity: capacities }) };
});

async function run(database: Database, member: Member, usages: Map<Table, TableUsage>): Promise<Answer> {
  try {
    const statement = readStatement(member.Statement, checkParameters(member.Parameters));
    if (statement.kind === 'EXISTS') throw validationError('EXISTS() is only supported in ExecuteTransaction');
    if (statement.kind !== 'SELECT') return await write(database, statement, usages);
    return read(database, statement, member.ConsistentRead ?? false, usages);
  } catch (error) {
    if (error instanceof ServiceError) return { Error: errorOf(error) };
    throw error;
  }
}

/** A batch's codes are shorter than exceptions' names. */
function errorOf({ code, message }: ServiceError): { Code: string; Message: string } {
  return { Code: code === 'ValidationException' ? 'ValidationError' : code.replace(/Exception$/, ''), Message: message };
}

function usageIn(usages: Map<Table, TableUsage>, table: Table): TableUsage {
  const usage = usages.get(table) ?? usageOf(table);
  usages.set(table, usage);
  return usage;
}

function read(database: Database, statement: SelectStatement, consistentRead: boolean, usages: Map<Table, TableUsage>): Answer {
  const { table, key } = keyOfSelect(database, statement, 'BatchExecuteStatement');
  checkKey(table, key);
  const stored = database.store.get(itemKey(table.spaceId, table.key, key));
  usageIn(usages, table).tableUnits += readUnits(stored ? sizeOf(stored) : 0, consistentRead);
  return { TableName: table.name, ...(stored && { Item: selected(itemOf(stored), statement) }) };
}

export function selected(item: Item, { projection }: SelectStatement): Item {
  return projection ? selectPaths(item, projection) : item;
}

/** The one item that a SELECT of a batch or a transaction must name. @throws ServiceError ValidationException */
export function keyOfSelect(database: Database, { source, where, values }: SelectStatement, within: string): { table: Table; key: Item } {
  const table = database.tables.get(source.tableName);
  const names = keyAttributes(table.key).map(({ name }) => name);
  const { key, rest } = keyAndRest(where, names, values);
  if (!key || rest.length > 0 || source.indexName !== undefined) {
    throw validationError(`Select statements within ${within} must specify the primary key in the where clause.`);
  }
  return { table, key };
}

async function write(database: Database, statement: WriteStatement, usages: Map<Table, TableUsage>): Promise<Answer> {
  const planned = planWrite(database, statement);
  const { table } = planned;
  const current = new CurrentItem(database, table, planned.key);
  try {
    const next = planned.decide(current, undefined);
    const old = current.item;
    const group = new WriteGroup(database.store);
    writeItem(group, current, next, usageIn(usages, table));
    await group.commit();
    return { TableName: table.name, Item: planned.returned(old, next) };
  } catch (error) {
    if (error instanceof ServiceError) return { TableName: table.name, Error: errorOf(error) };
    throw error;
  }
}
