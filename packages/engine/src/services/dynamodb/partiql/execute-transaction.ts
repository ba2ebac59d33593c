import type { JsonOutput } from '../../../protocol/json-protocol.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { list, required, string, validationError } from '../../../protocol/shape.ts';
import { consumedCapacity, readUnits, type TableUsage, usageOf, writeUnits } from '../items/capacity.ts';
import { CurrentItem, writeItem } from '../items/item-write.ts';
import { checkKey } from '../items/key-check.ts';
import { itemOf, sizeOf } from '../items/stored-item.ts';
import { type CancellationReason, cancelled, reasonOf } from '../items/transaction-cancelled.ts';
import { findReplay, rememberRequest } from '../items/transaction-token.ts';
import { WriteGroup } from '../items/write-group.ts';
import { type Database, type Operation, operation } from '../operation.ts';
import { attributeValue, dynamoDbStructure, returnConsumedCapacity, returnValuesOnConditionCheckFailure } from '../shapes.ts';
import { itemKey } from '../tables/store-keys.ts';
import type { Table } from '../tables/table.ts';
import { keyOfSelect, selected } from './batch-execute-statement.ts';
import type { SelectStatement, Statement } from './partiql-statement.ts';
import { checkParameters } from './statement-parameters.ts';
import { readStatement } from './statement-reader.ts';
import { planWrite, type StatementWrite, type WriteStatement } from './statement-write.ts';

/** @source ExecuteTransaction: up to 100 statements */
const statementsMax = 100;

const input = dynamoDbStructure('ExecuteTransactionInput', {
  TransactStatements: required(
    list(
      dynamoDbStructure('ParameterizedStatement', {
        Statement: required(string({ min: 1, max: 8192 })),
        Parameters: list(attributeValue, { min: 1 }),
        ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
      }),
      { min: 1, max: statementsMax },
    ),
  ),
  ClientRequestToken: string({ min: 1, max: 36 }),
  ReturnConsumedCapacity: returnConsumedCapacity,
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html */
export const executeTransaction: Operation = operation('ExecuteTransaction', input, async (database, request) => {
  const members = request.TransactStatements;
  const parameters = members.map(({ Parameters }) => checkParameters(Parameters));
  const statements = members.map(({ Statement }, at) => numbered(at, () => checkMember(readStatement(Statement, parameters[at] ?? []))));
  const selects = statements.filter((it) => it.kind === 'SELECT');
  if (selects.length === statements.length) return read(database, selects, request.ReturnConsumedCapacity);
  const writes = statements.filter((it) => it.kind !== 'SELECT');
  if (writes.length < statements.length) {
    throw validationError('All statements in an ExecuteTransaction must be either read or write statements');
  }
  return await write(database, writes, request);
});

/** What is wrong with one statement is told with its place. */
function numbered<T>(at: number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'ValidationException') throw error;
    throw validationError(`Validation failed in TransactStatements[${at}]: ${error.message}`);
  }
}

function checkMember(statement: Statement): Statement {
  if ('returning' in statement && statement.returning) throw validationError('RETURNING clause is not supported in ExecuteTransaction.');
  if (statement.kind === 'SELECT' && statement.source.indexName !== undefined) {
    throw validationError('Reads on indices are not supported within transactions.');
  }
  return statement;
}

function read(database: Database, selects: readonly SelectStatement[], returnCapacity: string | undefined): JsonOutput {
  const gets = selects.map((select, at) => ({ select, ...numbered(at, () => keyOfSelect(database, select, 'ExecuteTransaction')) }));
  const reasons = gets.map(({ table, key }) => reasonUnless(() => checkKey(table, key)));
  if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
  const keys = gets.map(({ table, key }) => itemKey(table.spaceId, table.key, key));
  checkDistinct(keys);
  const usages = new Map<Table, TableUsage>();
  const responses = gets.map(({ select, table }, at) => {
    const stored = keys[at] && database.store.get(keys[at]);
    usageIn(usages, table, 'read').tableUnits += 2 * readUnits(stored ? sizeOf(stored) : 0, true);
    return stored ? { Item: selected(itemOf(stored), select) } : {};
  });
  return { Responses: responses, ...capacities(usages, returnCapacity) };
}

function reasonUnless(check: () => void): CancellationReason {
  try {
    check();
    return { Code: 'None' };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return error.code === 'DuplicateItemException' ? { Code: 'DuplicateItem', Message: error.message } : reasonOf(error);
  }
}

function checkDistinct(keys: readonly Buffer[]): void {
  if (new Set(keys.map((key) => key.toString('latin1'))).size < keys.length) {
    throw validationError('Transaction request cannot include multiple operations on one item');
  }
}

function usageIn(usages: Map<Table, TableUsage>, table: Table, kind: 'read' | 'write'): TableUsage {
  const usage = usages.get(table) ?? usageOf(table, kind);
  usages.set(table, usage);
  return usage;
}

function capacities(usages: ReadonlyMap<Table, TableUsage>, mode: string | undefined): object {
  const used = [...usages.values()].flatMap((usage) => consumedCapacity(mode, usage) ?? []);
  return used.length > 0 ? { ConsumedCapacity: used } : {};
}

interface WriteRequest {
  readonly ClientRequestToken?: string;
  readonly ReturnConsumedCapacity?: string;
  readonly TransactStatements: readonly { readonly ReturnValuesOnConditionCheckFailure?: string }[];
}

async function write(database: Database, statements: readonly WriteStatement[], request: WriteRequest): Promise<JsonOutput> {
  const { ClientRequestToken: token, TransactStatements: members } = request;
  const planned = statements.map((it, at) => numbered(at, () => planWrite(database, it)));
  const currents = planned.map(({ table, key }) => new CurrentItem(database, table, key));
  checkDistinct(currents.map(({ key }) => key));
  if (findReplay(database, token, members)) return { Responses: [], ...capacities(replayed(currents), request.ReturnConsumedCapacity) };

  const writes = planned.map((it, at) => ({
    ...it,
    current: currents[at],
    returnOnFailure: members[at]?.ReturnValuesOnConditionCheckFailure,
  }));
  const group = new WriteGroup(database.store);
  const usages = new Map<Table, TableUsage>();
  decideAll(writes, group, usages);
  if (token !== undefined) rememberRequest(database, group, token, members);
  await group.commit();
  return { Responses: [], ...capacities(usages, request.ReturnConsumedCapacity) };
}

interface PlannedWrite extends StatementWrite {
  readonly current: CurrentItem | undefined;
  readonly returnOnFailure: string | undefined;
}

/** @throws ServiceError TransactionCanceledException with a reason for each statement */
function decideAll(writes: readonly PlannedWrite[], group: WriteGroup, usages: Map<Table, TableUsage>): void {
  const apply: (() => void)[] = [];
  const reasons = writes.map(({ current, returnOnFailure, decide, onlyChecks, table }) =>
    reasonUnless(() => {
      if (!current) return;
      const next = decide(current, returnOnFailure);
      const usage = usageIn(usages, table, 'write');
      if (onlyChecks) usage.tableUnits += writeUnits(current.sizeBytes);
      else apply.push(() => writeItem(group, current, next, usage));
    }),
  );
  if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
  for (const it of apply) it();
  // A transaction costs twice: it is prepared and committed.
  for (const usage of usages.values()) {
    usage.tableUnits *= 2;
    for (const [index, units] of usage.indexUnits) usage.indexUnits.set(index, 2 * units);
  }
}

/** A request that comes again costs what reading its items does. @source dynamodb-conformance, recorded on AWS */
function replayed(currents: readonly CurrentItem[]): ReadonlyMap<Table, TableUsage> {
  const usages = new Map<Table, TableUsage>();
  for (const { table, sizeBytes } of currents) usageIn(usages, table, 'read').tableUnits += 2 * readUnits(sizeBytes, true);
  return usages;
}
