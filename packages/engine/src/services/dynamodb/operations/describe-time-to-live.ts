import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure, tableName } from '../shapes.ts';
import { tableOrNotFound } from '../tables/table-not-found.ts';

const input = dynamoDbStructure('DescribeTimeToLiveInput', { TableName: tableName });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export const describeTimeToLive: Operation = operation('DescribeTimeToLive', input, (database, request) => {
  const { timeToLive } = tableOrNotFound(database, request.TableName);
  return {
    TimeToLiveDescription: timeToLive
      ? { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLive.attributeName }
      : { TimeToLiveStatus: 'DISABLED' },
  };
});
