import { ServiceError } from '../../../protocol/service-error.ts';
import { list, required, string, validationError } from '../../../protocol/shape.ts';
import { consumedCapacity, type TableUsage, usageOf } from '../items/capacity.ts';
import { cancelled } from '../items/transaction-cancelled.ts';
import { commitTransaction } from '../items/transaction-commit.ts';
import { checkedKeys } from '../items/transaction-read.ts';
import { checkActionValues } from '../items/transaction-write.ts';
import { type Database, type Operation, operation } from '../operation.ts';
import { keyOfSelect } from '../partiql/key-of-select.ts';
import type { Statement } from '../partiql/partiql-statement.ts';
import { runSelect } from '../partiql/run-select.ts';
import { checkParameters } from '../partiql/statement-parameters.ts';
import { readStatement } from '../partiql/statement-reader.ts';
import { parameters, statementText } from '../partiql/statement-shapes.ts';
import { actionOf, decideStatement, isWrite, sourceOf, type WriteStatement } from '../partiql/write-action.ts';
import { dynamoDbStructure, returnConsumedCapacity, returnValuesOnConditionCheckFailure } from '../shapes.ts';
import type { Table } from '../tables/table.ts';

const statementsMax = 100;

const input = dynamoDbStructure('ExecuteTransactionInput', {
  TransactStatements: required(
    list(
      dynamoDbStructure('ParameterizedStatement', {
        Statement: statementText,
        Parameters: parameters,
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
  const members = request.TransactStatements.map(({ Statement, Parameters }) => ({ Statement, parameters: checkParameters(Parameters) }));
  const statements = members.map(({ Statement, parameters: values }, index) =>
    numbered(index, () => {
      const statement = readStatement(Statement, values);
      checkMember(statement);
      return statement;
    }),
  );
  const writes = statements.filter(isWrite);
  if (writes.length > 0 && writes.length < statements.length) {
    throw validationError('ExecuteTransaction API does not support both read and write operations in the same request.');
  }
  statements.forEach((it, index) => void numbered(index, () => checkIndex(database, it)));
  const known = statements.map((it) => database.tables.find(database.tables.nameOf(sourceOf(it).tableName)) !== undefined);
  if (writes.length === 0) return read(database, statements, known, request.ReturnConsumedCapacity);
  const actions = writes.flatMap((it: WriteStatement, index) =>
    known[index] ? [numbered(index, () => actionOf(database, it, 'transaction'))] : [],
  );
  checkKnown(known);
  for (const it of actions) checkActionValues(it);
  const usages = await commitTransaction(database, {
    actions,
    decide: decideStatement,
    token: request.ClientRequestToken,
    request: request.TransactStatements,
    keysFirst: false,
  });
  const capacities = usages.flatMap((usage) => consumedCapacity(request.ReturnConsumedCapacity, usage) ?? []);
  return { Responses: [], ...(capacities.length > 0 && { ConsumedCapacity: capacities }) };
});

/** @throws ServiceError ValidationException */
function checkMember(statement: Statement): void {
  if ('returning' in statement && statement.returning !== undefined)
    throw validationError('RETURNING clause is not supported in ExecuteTransaction.');
}

/** @throws ServiceError ValidationException */
function checkIndex({ tables }: Database, statement: Statement): void {
  const { tableName, indexName } = sourceOf(statement);
  if (indexName !== undefined && tables.find(tables.nameOf(tableName))) {
    throw validationError('Reads on indices are not supported within transactions.');
  }
}

/** A table that is not there is a reason to cancel. @throws ServiceError TransactionCanceledException */
function checkKnown(known: readonly boolean[]): void {
  if (known.every((it) => it)) return;
  const missing = { Code: 'ResourceNotFound', Message: 'Requested resource not found' };
  throw cancelled(known.map((it) => (it ? { Code: 'None' } : missing)));
}

/** AWS says which statement it refuses. */
function numbered<T>(index: number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'ValidationException') throw error;
    throw validationError(`Validation failed in TransactStatements[${index}]: ${error.message}`);
  }
}

function read(
  database: Database,
  statements: readonly Statement[],
  known: readonly boolean[],
  mode: string | undefined,
): { [member: string]: unknown } {
  const selects = statements.filter((it) => it.kind === 'SELECT');
  const gets = selects.flatMap((statement, index) => {
    if (!known[index]) return [];
    const table = database.tables.get(statement.source.tableName);
    return [{ statement, table, key: numbered(index, () => keyOfSelect(statement, table, 'ExecuteTransaction')) }];
  });
  checkKnown(known);
  checkedKeys(gets);
  const usages = new Map<Table, TableUsage>();
  const responses = gets.map(({ statement, table }) => {
    const { items, usage: used } = runSelect(database, { statement, consistentRead: true, limit: 1, start: undefined });
    const usage = usages.get(table) ?? usageOf(table, 'read');
    usages.set(table, usage);
    usage.tableUnits += 2 * used.tableUnits;
    return items[0] ? { Item: items[0] } : {};
  });
  const capacities = [...usages.values()].flatMap((usage) => consumedCapacity(mode, usage) ?? []);
  return { Responses: responses, ...(capacities.length > 0 && { ConsumedCapacity: capacities }) };
}
