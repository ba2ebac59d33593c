import { readCount } from '../items/write-group.ts';
import type { Database } from '../operation.ts';
import { describeBillingMode } from './billing-mode.ts';
import {
  currentStream,
  type Index,
  type KeySchema,
  keyAttributes,
  type OnDemandThroughput,
  partitionAttributes,
  type Restored,
  type Table,
  type Throughput,
} from './table.ts';
import { describeWarm, warmThroughputOf } from './warm-throughput.ts';

export type TableStatus = 'CREATING' | 'UPDATING' | 'ACTIVE' | 'DELETING';

/** What DescribeTable says of a table. @param status the table's, and that of its indexes unless it is being updated */
export function describeTable(database: Database, table: Table, status: TableStatus = 'ACTIVE'): object {
  const arn = database.tables.arnOf(table);
  const count = readCount(database.store, table.spaceId);
  const local = table.indexes.filter((index) => index.kind === 'local').map((index) => describeIndex(database, table, index));
  const global = table.indexes
    .filter((index) => index.kind === 'global')
    .map((index) => ({ ...describeIndex(database, table, index), ...describeGlobal(table, index, status) }));
  const stream = currentStream(table);
  const newest = table.streams.at(-1);
  return {
    AttributeDefinitions: table.attributeDefinitions.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
    TableName: table.name,
    KeySchema: describeKey(table.key),
    TableStatus: status,
    CreationDateTime: table.createdAtMs / 1000,
    ProvisionedThroughput: describeThroughput(table.throughput),
    TableSizeBytes: count.sizeBytes,
    ItemCount: count.itemCount,
    TableArn: arn,
    TableId: table.tableId,
    ...describeBillingMode(table),
    ...(local.length > 0 && { LocalSecondaryIndexes: local }),
    ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
    ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType } }),
    ...(newest && { LatestStreamLabel: newest.label, LatestStreamArn: `${arn}/stream/${newest.label}` }),
    ...(table.sseKey !== undefined && { SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: table.sseKey } }),
    ...(table.tableClass && {
      TableClassSummary: {
        TableClass: table.tableClass.name,
        ...(table.tableClass.since !== undefined && { LastUpdateDateTime: table.tableClass.since / 1000 }),
      },
    }),
    ...(table.restored && { RestoreSummary: describeRestored(table.restored, status) }),
    DeletionProtectionEnabled: table.deletionProtectionEnabled,
    ...(table.onDemandThroughput && { OnDemandThroughput: describeOnDemand(table.onDemandThroughput) }),
    WarmThroughput: describeWarm(warmThroughputOf(table), status === 'CREATING'),
  };
}

function describeRestored({ sourceTableArn, sourceBackupArn, atMs }: Restored, status: TableStatus): object {
  return {
    ...(sourceBackupArn !== undefined && { SourceBackupArn: sourceBackupArn }),
    SourceTableArn: sourceTableArn,
    RestoreDateTime: atMs / 1000,
    RestoreInProgress: status === 'CREATING',
  };
}

function describeIndex({ store, tables }: Database, table: Table, index: Index): object {
  const count = readCount(store, index.spaceId);
  return {
    IndexName: index.name,
    KeySchema: describeKey(index.key),
    Projection: {
      ProjectionType: index.projection.type,
      ...(index.projection.nonKeyAttributes && { NonKeyAttributes: index.projection.nonKeyAttributes }),
    },
    IndexSizeBytes: count.sizeBytes,
    ItemCount: count.itemCount,
    IndexArn: `${tables.arnOf(table)}/index/${index.name}`,
  };
}

const noThroughput: Throughput = { readCapacityUnits: 0, writeCapacityUnits: 0, decreasesToday: 0 };

function describeGlobal(table: Table, index: Index, status: TableStatus): object {
  const { backfilling } = index;
  return {
    IndexStatus: backfilling ? 'CREATING' : status === 'UPDATING' ? 'ACTIVE' : status,
    ...(backfilling && { Backfilling: true }),
    ProvisionedThroughput: describeThroughput(index.throughput ?? noThroughput),
    ...(index.onDemandThroughput && { OnDemandThroughput: describeOnDemand(index.onDemandThroughput) }),
    WarmThroughput: describeWarm(warmThroughputOf(table, index), status === 'CREATING'),
  };
}

function describeKey(key: KeySchema): object[] {
  const partitionCount = partitionAttributes(key).length;
  return keyAttributes(key).map(({ name }, position) => ({ AttributeName: name, KeyType: position < partitionCount ? 'HASH' : 'RANGE' }));
}

function describeThroughput({ readCapacityUnits, writeCapacityUnits, decreasesToday, increasedAtMs, decreasedAtMs }: Throughput): object {
  return {
    ...(increasedAtMs !== undefined && { LastIncreaseDateTime: increasedAtMs / 1000 }),
    ...(decreasedAtMs !== undefined && { LastDecreaseDateTime: decreasedAtMs / 1000 }),
    NumberOfDecreasesToday: decreasesToday,
    ReadCapacityUnits: readCapacityUnits,
    WriteCapacityUnits: writeCapacityUnits,
  };
}

/** @source "Maximum throughput for on-demand tables": -1 takes the maximum away again, and DescribeTable shows it */
function describeOnDemand({ MaxReadRequestUnits, MaxWriteRequestUnits }: OnDemandThroughput): object {
  return { MaxReadRequestUnits: MaxReadRequestUnits ?? -1, MaxWriteRequestUnits: MaxWriteRequestUnits ?? -1 };
}
