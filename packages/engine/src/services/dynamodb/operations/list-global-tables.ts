import { integer, string } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { createdTableName, dynamoDbStructure } from '../shapes.ts';

const input = dynamoDbStructure('ListGlobalTablesInput', {
  ExclusiveStartGlobalTableName: createdTableName,
  Limit: integer({ min: 1 }),
  RegionName: string(),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListGlobalTables.html — of the kind that nobody can make any more. */
export const listGlobalTables: Operation = operation('ListGlobalTables', input, () => ({ GlobalTables: [] }));
