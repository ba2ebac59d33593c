import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import type { Database } from '../operation.ts';
import { backupRecordKey, backupRecords } from '../tables/store-keys.ts';
import type { Table } from '../tables/table.ts';

/** An on-demand backup. It outlives its table; its items are in a space of its own. */
export interface Backup {
  readonly arn: string;
  readonly name: string;
  readonly createdAtMs: number;
  readonly sizeBytes: number;
  readonly itemCount: number;
  readonly spaceId: number;
  /** The table as it was. */
  readonly table: Table;
  readonly tableArn: string;
}

/** Every backup, the oldest first. */
export function readBackups({ store }: Database): readonly Backup[] {
  // Written by CreateBackup, so backups.
  const backups = Array.from(store.values(backupRecords), (record): Backup => JSON.parse(record.toString('utf8')));
  return backups.sort((a, b) => a.createdAtMs - b.createdAtMs);
}

/** @throws ServiceError ValidationException, BackupNotFoundException */
export function findBackup({ store }: Database, arn: string): Backup {
  if (!/^arn:[^:]+:dynamodb:[^:]*:\d*:table\/[^/]+\/backup\/[^/]+$/.test(arn)) throw validationError('Invalid Backup ARN');
  const record = store.get(backupRecordKey(arn));
  if (!record) throw new ServiceError('BackupNotFoundException', `Backup not found: ${arn}`);
  return JSON.parse(record.toString('utf8'));
}

/** The operations of backups have a code of their own for a table that is not there. @throws ServiceError TableNotFoundException */
export function backedUpTable({ tables }: Database, nameOrArn: string): Table {
  const name = tables.nameOf(nameOrArn);
  const table = tables.find(name);
  if (!table) throw new ServiceError('TableNotFoundException', `Table not found: ${name}`);
  return table;
}
