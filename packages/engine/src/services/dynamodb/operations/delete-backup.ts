import { required, string } from '../../../protocol/shape.ts';
import { findBackup } from '../backups/backup.ts';
import { describeBackup } from '../backups/describe-backup.ts';
import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure } from '../shapes.ts';
import { backupRecordKey } from '../tables/store-keys.ts';
import { mark } from '../tables/table-catalog.ts';

const input = dynamoDbStructure('DeleteBackupInput', { BackupArn: required(string({ min: 37, max: 1024 })) });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteBackup.html */
export const deleteBackup: Operation = operation('DeleteBackup', input, async (database, { BackupArn }) => {
  const backup = findBackup(database, BackupArn);
  await database.store.write([{ key: backupRecordKey(BackupArn), value: undefined }, mark(backup.spaceId)]);
  database.tables.discardSpaces([backup.spaceId]);
  return { BackupDescription: describeBackup(database, backup, 'DELETED') };
});
