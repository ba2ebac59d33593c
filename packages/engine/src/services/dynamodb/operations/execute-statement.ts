import { boolean, integer, string, validationError } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { runRead, runWrite } from '../partiql/run-statement.ts';
import { decodeToken, encodeToken } from '../partiql/select-token.ts';
import { checkParameters } from '../partiql/statement-parameters.ts';
import { readStatement } from '../partiql/statement-reader.ts';
import { parameters, statementText } from '../partiql/statement-shapes.ts';
import { dynamoDbStructure, returnConsumedCapacity, returnValuesOnConditionCheckFailure } from '../shapes.ts';

const input = dynamoDbStructure('ExecuteStatementInput', {
  Statement: statementText,
  Parameters: parameters,
  ConsistentRead: boolean,
  NextToken: string({ min: 1, max: 32768 }),
  ReturnConsumedCapacity: returnConsumedCapacity,
  Limit: integer({ min: 1 }),
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html */
export const executeStatement: Operation = operation('ExecuteStatement', input, async (database, request) => {
  const statement = readStatement(request.Statement, checkParameters(request.Parameters));
  if (statement.kind === 'EXISTS') throw validationError('EXISTS can only be used in ExecuteTransaction write requests.');
  if (statement.kind !== 'SELECT') {
    const { items, capacity } = await runWrite(database, statement, request.ReturnConsumedCapacity);
    return { Items: items, ...(capacity && { ConsumedCapacity: capacity }) };
  }
  const { Statement, Parameters, NextToken } = request;
  const start = NextToken === undefined ? undefined : decodeToken(NextToken, Statement, Parameters);
  const read = { statement, consistentRead: request.ConsistentRead ?? false, limit: request.Limit ?? Number.POSITIVE_INFINITY, start };
  const { items, next, capacity } = runRead(database, read, request.ReturnConsumedCapacity);
  return {
    Items: items,
    ...(next && { NextToken: encodeToken(next, Statement, Parameters), LastEvaluatedKey: next.after }),
    ...(capacity && { ConsumedCapacity: capacity }),
  };
});
