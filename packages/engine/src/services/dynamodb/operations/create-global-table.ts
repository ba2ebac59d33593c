import { list, required, validationError } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { anything, createdTableName, dynamoDbStructure } from '../shapes.ts';

const input = dynamoDbStructure('CreateGlobalTableInput', {
  GlobalTableName: required(createdTableName),
  ReplicationGroup: required(list(anything)),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateGlobalTable.html — AWS itself refuses it today. */
export const createGlobalTable: Operation = operation('CreateGlobalTable', input, () => {
  throw validationError(
    'One or more parameter values were invalid: DynamoDB global tables version 2017.11.29 is not supported. We recommend using DynamoDB global tables version 2019.11.21, instead of version 2017.11.29 (Legacy).',
  );
});
