import type { Database } from '../operation.ts';
import { describeTable } from '../tables/table-description.ts';
import type { Backup } from './backup.ts';

export type BackupStatus = 'CREATING' | 'AVAILABLE' | 'DELETED';

export function backupDetails({ arn, name, sizeBytes, createdAtMs }: Backup, status: BackupStatus): object {
  return {
    BackupArn: arn,
    BackupName: name,
    BackupSizeBytes: sizeBytes,
    BackupStatus: status,
    BackupType: 'USER',
    BackupCreationDateTime: createdAtMs / 1000,
  };
}

export function backupSummary(backup: Backup): object {
  const { BackupSizeBytes, ...details } = { BackupSizeBytes: backup.sizeBytes, ...backupDetails(backup, 'AVAILABLE') };
  return { TableName: backup.table.name, TableId: backup.table.tableId, TableArn: backup.tableArn, ...details, BackupSizeBytes };
}

/** What DescribeBackup and DeleteBackup say of a backup. */
export function describeBackup(database: Database, backup: Backup, status: BackupStatus): object {
  const { table, tableArn, itemCount, sizeBytes } = backup;
  const described: { readonly [member: string]: unknown } = { ...describeTable(database, table) };
  const { GlobalSecondaryIndexes: global, LocalSecondaryIndexes: local } = described;
  return {
    BackupDetails: backupDetails(backup, status),
    SourceTableDetails: {
      TableName: table.name,
      TableId: table.tableId,
      TableArn: tableArn,
      TableSizeBytes: sizeBytes,
      KeySchema: described.KeySchema,
      TableCreationDateTime: table.createdAtMs / 1000,
      ProvisionedThroughput: {
        ReadCapacityUnits: table.throughput.readCapacityUnits,
        WriteCapacityUnits: table.throughput.writeCapacityUnits,
      },
      ItemCount: itemCount,
      BillingMode: table.billingMode,
    },
    SourceTableFeatureDetails: {
      ...(local !== undefined && { LocalSecondaryIndexes: featuresOf(local) }),
      ...(global !== undefined && { GlobalSecondaryIndexes: featuresOf(global) }),
      ...(described.StreamSpecification !== undefined && { StreamDescription: described.StreamSpecification }),
      ...(table.timeToLive && { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: table.timeToLive.attributeName } }),
      ...(described.SSEDescription !== undefined && { SSEDescription: described.SSEDescription }),
    },
  };
}

/** Of an index a backup keeps what it takes to make it again. */
function featuresOf(indexes: unknown): readonly object[] {
  if (!Array.isArray(indexes)) return [];
  return indexes.map(({ IndexName, KeySchema, Projection, ProvisionedThroughput }) => ({
    IndexName,
    KeySchema,
    Projection,
    ...(ProvisionedThroughput && { ProvisionedThroughput }),
  }));
}
