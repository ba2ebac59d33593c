import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure } from '../shapes.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html — the quotas of a new account. */
export const describeLimits: Operation = operation('DescribeLimits', dynamoDbStructure('DescribeLimitsInput', {}), () => ({
  AccountMaxReadCapacityUnits: 80000,
  AccountMaxWriteCapacityUnits: 80000,
  TableMaxReadCapacityUnits: 40000,
  TableMaxWriteCapacityUnits: 40000,
}));
