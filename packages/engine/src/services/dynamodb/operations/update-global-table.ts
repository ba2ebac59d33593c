import { required } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { createdTableName, dynamoDbStructure } from '../shapes.ts';
import { globalTableNotFound } from '../tables/table-not-found.ts';

const input = dynamoDbStructure('UpdateGlobalTableInput', { GlobalTableName: required(createdTableName) });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateGlobalTable.html — there are none of the version of 2017. */
export const updateGlobalTable: Operation = operation('UpdateGlobalTable', input, (_database, { GlobalTableName }) => {
  throw globalTableNotFound(GlobalTableName);
});
