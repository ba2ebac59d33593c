import { boolean, integer, string, validationError } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { readToken, tokenOf } from '../partiql/run-select.ts';
import { runRead, runWrite } from '../partiql/run-statement.ts';
import { readStatement } from '../partiql/statement-reader.ts';
import { parameters, statementText } from '../partiql/statement-shapes.ts';
import { dynamoDbStructure, returnConsumedCapacity, returnValuesOnConditionCheckFailure } from '../shapes.ts';

import { checkAttributeValue } from '../values/attribute-value.ts';

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
  const statement = readStatement(request.Statement, (request.Parameters ?? []).map(checkAttributeValue));
  if (statement.kind === 'EXISTS') throw validationError('EXISTS is only supported in ExecuteTransaction.');
  if (statement.kind !== 'SELECT') {
    const { items, capacity } = await runWrite(database, statement, request.ReturnConsumedCapacity);
    return { Items: items, ...(capacity && { ConsumedCapacity: capacity }) };
  }
  const start = readToken(request.Statement, request.NextToken);
  const read = { statement, consistentRead: request.ConsistentRead ?? false, limit: request.Limit ?? Number.POSITIVE_INFINITY, start };
  const { items, next, capacity } = runRead(database, read, request.ReturnConsumedCapacity);
  return {
    Items: items,
    ...(next && { NextToken: tokenOf(request.Statement, next), LastEvaluatedKey: next }),
    ...(capacity && { ConsumedCapacity: capacity }),
  };
});
