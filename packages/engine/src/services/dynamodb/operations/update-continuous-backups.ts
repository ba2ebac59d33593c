import { boolean, integer, required, validationError } from '../../../protocol/shape.ts';
import { backedUpTable } from '../backups/backup.ts';
import { continuousBackups, recoveryDaysMax } from '../backups/continuous-backups.ts';
import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure, tableName } from '../shapes.ts';

const input = dynamoDbStructure('UpdateContinuousBackupsInput', {
  TableName: tableName,
  PointInTimeRecoverySpecification: required(
    dynamoDbStructure('PointInTimeRecoverySpecification', {
      PointInTimeRecoveryEnabled: required(boolean),
      RecoveryPeriodInDays: integer({ min: 1, max: recoveryDaysMax }),
    }),
  ),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html */
export const updateContinuousBackups: Operation = operation('UpdateContinuousBackups', input, async (database, request) => {
  const { PointInTimeRecoveryEnabled: enabled, RecoveryPeriodInDays: days } = request.PointInTimeRecoverySpecification;
  if (!enabled && days !== undefined) {
    throw validationError('Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.');
  }
  const table = backedUpTable(database, request.TableName);
  const before = table.pointInTimeRecovery;
  const pointInTimeRecovery = enabled
    ? { sinceMs: before?.sinceMs ?? database.world.now(), recoveryPeriodInDays: days ?? before?.recoveryPeriodInDays ?? recoveryDaysMax }
    : undefined;
  const next = { ...table, pointInTimeRecovery };
  await database.tables.save(next);
  return { ContinuousBackupsDescription: continuousBackups(database, next) };
});
