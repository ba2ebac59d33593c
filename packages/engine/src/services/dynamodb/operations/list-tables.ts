import { integer, string } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure } from '../shapes.ts';

const pageLength = 100;

const input = dynamoDbStructure('ListTablesInput', {
  ExclusiveStartTableName: string({ min: 3, max: 255, pattern: '[a-zA-Z0-9_.-]+' }),
  Limit: integer({ min: 1, max: pageLength }),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
export const listTables: Operation = operation(
  'ListTables',
  input,
  ({ tables }, { ExclusiveStartTableName: start, Limit = pageLength }) => {
    const rest = tables.names().filter((name) => start === undefined || name > start);
    const page = rest.slice(0, Limit);
    return { TableNames: page, ...(rest.length > page.length && { LastEvaluatedTableName: page.at(-1) }) };
  },
);
