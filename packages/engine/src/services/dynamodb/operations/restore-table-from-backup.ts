import { required, string } from '../../../protocol/shape.ts';
import { findBackup } from '../backups/backup.ts';
import { overrides, restoreTable } from '../backups/restore-table.ts';
import { type Operation, operation } from '../operation.ts';
import { createdTableName, dynamoDbStructure } from '../shapes.ts';

const input = dynamoDbStructure('RestoreTableFromBackupInput', {
  TargetTableName: required(createdTableName),
  BackupArn: required(string({ min: 37, max: 1024 })),
  ...overrides,
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableFromBackup.html */
export const restoreTableFromBackup: Operation = operation('RestoreTableFromBackup', input, async (database, request) => {
  const { TargetTableName, BackupArn, ...changes } = request;
  const { table, tableArn, spaceId, createdAtMs } = findBackup(database, BackupArn);
  const TableDescription = await restoreTable(database, {
    name: TargetTableName,
    source: table,
    fromSpaceId: spaceId,
    restored: { sourceTableArn: tableArn, sourceBackupArn: BackupArn, atMs: createdAtMs },
    overrides: changes,
  });
  return { TableDescription };
});
