import { required } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { createdTableName, dynamoDbStructure } from '../shapes.ts';
import { globalTableNotFound } from '../tables/table-not-found.ts';

const input = dynamoDbStructure('DescribeGlobalTableSettingsInput', { GlobalTableName: required(createdTableName) });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeGlobalTableSettings.html — there are none of the version of 2017. */
export const describeGlobalTableSettings: Operation = operation('DescribeGlobalTableSettings', input, (_database, { GlobalTableName }) => {
  throw globalTableNotFound(GlobalTableName);
});
