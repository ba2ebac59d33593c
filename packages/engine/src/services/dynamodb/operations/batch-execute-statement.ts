import { ServiceError } from '../../../protocol/service-error.ts';
import { boolean, list, required, validationError } from '../../../protocol/shape.ts';
import { type Database, type Operation, operation } from '../operation.ts';
import { keyOfSelect } from '../partiql/key-of-select.ts';
import type { SelectStatement } from '../partiql/partiql-statement.ts';
import { runRead, runWrite, type StatementResult } from '../partiql/run-statement.ts';
import { checkParameters } from '../partiql/statement-parameters.ts';
import { readStatement } from '../partiql/statement-reader.ts';
import { parameters, statementText } from '../partiql/statement-shapes.ts';
import { sourceOf } from '../partiql/write-action.ts';
import { dynamoDbStructure, returnConsumedCapacity, returnValuesOnConditionCheckFailure } from '../shapes.ts';
import type { WireAttributeValue } from '../values/attribute-value.ts';

const statementsMax = 25;

const input = dynamoDbStructure('BatchExecuteStatementInput', {
  Statements: required(
    list(
      dynamoDbStructure('BatchStatementRequest', {
        Statement: statementText,
        Parameters: parameters,
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

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html */
export const batchExecuteStatement: Operation = operation('BatchExecuteStatement', input, async (database, request) => {
  const responses: object[] = [];
  const capacities: object[] = [];
  for (const member of request.Statements) {
    let TableName: string | undefined;
    try {
      const statement = readStatement(member.Statement, checkParameters(member.Parameters));
      TableName = sourceOf(statement).tableName;
      if (statement.kind === 'EXISTS') throw validationError('EXISTS can only be used in ExecuteTransaction write requests.');
      const { items, capacity } =
        statement.kind === 'SELECT'
          ? runMemberSelect(database, statement, member, request.ReturnConsumedCapacity)
          : await runWrite(database, statement, request.ReturnConsumedCapacity);
      const [Item] = items;
      responses.push({ TableName, ...(Item && { Item }) });
      if (capacity) capacities.push(capacity);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      // The table is told only of a statement that got as far as its item.
      const ran = error.code === 'ConditionalCheckFailedException' || error.code === 'DuplicateItemException';
      responses.push({ Error: memberError(error), ...(ran && { TableName }) });
    }
  }
  return { Responses: responses, ...(capacities.length > 0 && { ConsumedCapacity: capacities }) };
});

function runMemberSelect(database: Database, statement: SelectStatement, member: Member, capacity: string | undefined): StatementResult {
  keyOfSelect(statement, database.tables.get(statement.source.tableName), 'BatchExecuteStatement');
  return runRead(database, { statement, consistentRead: member.ConsistentRead ?? false, limit: 1, start: undefined }, capacity);
}

/** Codes of members are shorter than those of requests. The item that failed a condition is not given. */
function memberError({ code, message }: ServiceError): object {
  return { Code: code === 'ValidationException' ? 'ValidationError' : code.replace(/Exception$/, ''), Message: message };
}
