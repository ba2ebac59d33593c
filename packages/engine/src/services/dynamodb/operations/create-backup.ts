import { required, string } from '../../../protocol/shape.ts';
import { backedUpTable } from '../backups/backup.ts';
import { copyItems } from '../backups/copy-items.ts';
import { backupDetails } from '../backups/describe-backup.ts';
import { sizeOf } from '../items/stored-item.ts';
import { readCount } from '../items/write-group.ts';
import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure, tableName } from '../shapes.ts';
import { backupRecordKey, inSpace } from '../tables/store-keys.ts';
import { unmark } from '../tables/table-catalog.ts';

const input = dynamoDbStructure('CreateBackupInput', {
  TableName: tableName,
  BackupName: required(string({ min: 3, max: 255, pattern: '[a-zA-Z0-9_.-]+' })),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateBackup.html — the backup is whole when the answer is given. */
export const createBackup: Operation = operation('CreateBackup', input, async (database, request) => {
  const { store, tables, world } = database;
  const table = backedUpTable(database, request.TableName);
  const createdAtMs = world.now();
  const spaceId = await tables.openSpace();
  await copyItems(database, table.spaceId, (group, key, stored) => {
    group.put(inSpace(key, spaceId), stored);
    group.count(spaceId, 1, sizeOf(stored));
  });
  const tableArn = tables.arnOf(table);
  const arn = `${tableArn}/backup/${String(createdAtMs).padStart(14, '0')}-${world.hex(8)}`;
  const backup = { arn, name: request.BackupName, createdAtMs, spaceId, table, tableArn, ...readCount(store, spaceId) };
  await store.write([{ key: backupRecordKey(arn), value: Buffer.from(JSON.stringify(backup)) }, unmark(spaceId)]);
  return { BackupDetails: backupDetails(backup, 'CREATING') };
});
