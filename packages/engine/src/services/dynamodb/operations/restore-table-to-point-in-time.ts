import { ServiceError } from '../../../protocol/service-error.ts';
import { boolean, required, type Shape, string, validationError } from '../../../protocol/shape.ts';
import { backedUpTable } from '../backups/backup.ts';
import { overrides, restoreTable } from '../backups/restore-table.ts';
import { type Operation, operation } from '../operation.ts';
import { createdTableName, dynamoDbStructure, nameOrArn } from '../shapes.ts';

const moment: Shape<unknown> = { read: (wire) => wire, check: () => undefined };

const input = dynamoDbStructure('RestoreTableToPointInTimeInput', {
  SourceTableArn: string({ min: 1, max: 1024 }),
  SourceTableName: nameOrArn,
  TargetTableName: required(createdTableName),
  UseLatestRestorableTime: boolean,
  RestoreDateTime: moment,
  ...overrides,
});

/**
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableToPointInTime.html — of all moments this machine
 * knows the present one.
 */
export const restoreTableToPointInTime: Operation = operation('RestoreTableToPointInTime', input, async (database, request) => {
  const { SourceTableArn, SourceTableName, TargetTableName, UseLatestRestorableTime, RestoreDateTime, ...changes } = request;
  if ((SourceTableArn === undefined) === (SourceTableName === undefined)) {
    throw validationError('Must provide exactly one of: sourceTableArn, sourceTableName');
  }
  if ((UseLatestRestorableTime ?? false) === (RestoreDateTime !== undefined)) {
    throw validationError('Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both');
  }
  const source = backedUpTable(database, SourceTableArn ?? SourceTableName ?? '');
  if (!source.pointInTimeRecovery) {
    throw new ServiceError('PointInTimeRecoveryUnavailableException', `Point in time recovery is not enabled for table '${source.name}'`);
  }
  if (RestoreDateTime !== undefined) {
    throw validationError(
      'RestoreDateTime is not supported: gatewright keeps no history of items. UseLatestRestorableTime restores the present state.',
    );
  }
  const TableDescription = await restoreTable(database, {
    name: TargetTableName,
    source,
    fromSpaceId: source.spaceId,
    restored: { sourceTableArn: database.tables.arnOf(source), atMs: database.world.now() },
    overrides: changes,
  });
  return { TableDescription };
});
