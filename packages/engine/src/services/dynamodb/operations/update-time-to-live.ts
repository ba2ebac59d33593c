import { boolean, required, string, validationError } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure, tableName } from '../shapes.ts';
import { tableOrNotFound } from '../tables/table-not-found.ts';

const input = dynamoDbStructure('UpdateTimeToLiveInput', {
  TableName: tableName,
  TimeToLiveSpecification: required(
    dynamoDbStructure('TimeToLiveSpecification', { Enabled: required(boolean), AttributeName: required(string({ min: 1, max: 255 })) }),
  ),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html */
export const updateTimeToLive: Operation = operation('UpdateTimeToLive', input, async (database, request) => {
  const { AttributeName, Enabled } = request.TimeToLiveSpecification;
  const table = tableOrNotFound(database, request.TableName);
  const is = table.timeToLive;
  if (Enabled && is) {
    throw validationError(
      is.attributeName === AttributeName
        ? 'TimeToLive is already enabled'
        : `TimeToLive is active on a different AttributeName: current AttributeName is ${is.attributeName}`,
    );
  }
  if (!Enabled && !is) throw validationError('TimeToLive is already disabled');
  if (!Enabled && is && is.attributeName !== AttributeName) {
    throw validationError(`TimeToLive is active on a different AttributeName: current AttributeName is ${is.attributeName}`);
  }
  await database.tables.save({ ...table, timeToLive: Enabled ? { attributeName: AttributeName } : undefined });
  return { TimeToLiveSpecification: { Enabled, AttributeName } };
});
