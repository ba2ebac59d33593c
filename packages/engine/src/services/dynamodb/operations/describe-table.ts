import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure, tableName } from '../shapes.ts';
import { describeTable as describe } from '../tables/table-description.ts';
import { tableOrNotFound } from '../tables/table-not-found.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const describeTable: Operation = operation(
  'DescribeTable',
  dynamoDbStructure('DescribeTableInput', { TableName: tableName }),
  (database, request) => ({
    Table: describe(database, tableOrNotFound(database, request.TableName)),
  }),
);
