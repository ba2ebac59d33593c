import { integer, type Shape, serializationError, string, validationError } from '../../../protocol/shape.ts';
import { readBackups } from '../backups/backup.ts';
import { backupSummary } from '../backups/describe-backup.ts';
import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure, nameOrArn } from '../shapes.ts';

const pageLength = 100;

/** A moment as the JSON protocol has it: seconds since 1970. */
const timestamp: Shape<number> = {
  read(wire) {
    if (typeof wire !== 'number') throw serializationError('Expected a timestamp in seconds');
    return wire;
  },
  check: () => undefined,
};

const input = dynamoDbStructure('ListBackupsInput', {
  TableName: nameOrArn,
  Limit: integer({ min: 1, max: pageLength }),
  TimeRangeLowerBound: timestamp,
  TimeRangeUpperBound: timestamp,
  ExclusiveStartBackupArn: string({ min: 37, max: 1024 }),
  BackupType: string({ values: ['USER', 'SYSTEM', 'AWS_BACKUP', 'ALL'] }),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListBackups.html */
export const listBackups: Operation = operation('ListBackups', input, (database, request) => {
  const { TableName, Limit = pageLength, TimeRangeLowerBound: from = 0, TimeRangeUpperBound: to = Number.POSITIVE_INFINITY } = request;
  if (from > to) {
    throw validationError('One or more parameter values were invalid: Time range lower bound must be less than or equal to upper bound');
  }
  const name = TableName === undefined ? undefined : database.tables.nameOf(TableName);
  const { BackupType: type = 'USER', ExclusiveStartBackupArn: start } = request;
  const backups = readBackups(database).filter(({ table, createdAtMs }) => {
    const seconds = createdAtMs / 1000;
    return (name === undefined || table.name === name) && seconds >= from && seconds < to && (type === 'USER' || type === 'ALL');
  });
  const rest = start === undefined ? backups : backups.slice(backups.findIndex(({ arn }) => arn === start) + 1);
  const page = rest.slice(0, Limit);
  return {
    BackupSummaries: page.map(backupSummary),
    ...(page.length < rest.length && { LastEvaluatedBackupArn: page.at(-1)?.arn }),
  };
});
