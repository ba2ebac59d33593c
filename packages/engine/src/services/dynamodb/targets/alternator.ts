import { isRecord } from '../../../protocol/shape.ts';
import type { TargetProfile } from '../target-profile.ts';

/** @source "ScyllaDB Alternator for DynamoDB users", ScyllaDB's docs/alternator/compatibility.md */
const missingOperations: { readonly [operation: string]: string } = {
  BatchExecuteStatement: 'PartiQL',
  CreateBackup: 'backups',
  CreateGlobalTable: 'operations on global tables',
  DeleteBackup: 'backups',
  DeleteResourcePolicy: 'resource policies',
  DescribeBackup: 'backups',
  DescribeContributorInsights: 'Contributor Insights',
  DescribeExport: 'exports',
  DescribeGlobalTable: 'operations on global tables',
  DescribeGlobalTableSettings: 'operations on global tables',
  DescribeImport: 'imports',
  DescribeKinesisStreamingDestination: 'Kinesis destinations',
  DescribeLimits: 'account limits',
  DisableKinesisStreamingDestination: 'Kinesis destinations',
  EnableKinesisStreamingDestination: 'Kinesis destinations',
  ExecuteStatement: 'PartiQL',
  ExecuteTransaction: 'PartiQL',
  ExportTableToPointInTime: 'exports',
  GetResourcePolicy: 'resource policies',
  ImportTable: 'imports',
  ListBackups: 'backups',
  ListContributorInsights: 'Contributor Insights',
  ListExports: 'exports',
  ListGlobalTables: 'operations on global tables',
  ListImports: 'imports',
  PutResourcePolicy: 'resource policies',
  RestoreTableFromBackup: 'backups',
  RestoreTableToPointInTime: 'point-in-time recovery',
  TransactGetItems: 'transactions of several items',
  TransactWriteItems: 'transactions of several items',
  UpdateContinuousBackups: 'point-in-time recovery',
  UpdateContributorInsights: 'Contributor Insights',
  UpdateGlobalTable: 'operations on global tables',
  UpdateGlobalTableSettings: 'operations on global tables',
};

/** ScyllaDB's service. */
export const alternator: TargetProfile = {
  name: 'alternator',
  title: 'ScyllaDB Alternator',
  lacks(operation, input) {
    if (Object.hasOwn(missingOperations, operation)) return missingOperations[operation];
    if (operation !== 'CreateTable' && operation !== 'UpdateTable') return undefined;
    if (isRecord(input.SSESpecification) && input.SSESpecification.Enabled === true) return 'encryption at rest that a request sets';
    if (input.ReplicaUpdates !== undefined) return 'ReplicaUpdates';
    return undefined;
  },
};
