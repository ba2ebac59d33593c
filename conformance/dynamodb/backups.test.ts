// On-demand backups and what is said of point-in-time recovery.
// Source: AWS's API reference; dynamodb-conformance and localstack's recordings for the shapes; Alternator's tests for a missing table.
import {
  CreateBackupCommand,
  CreateTableCommand,
  DeleteBackupCommand,
  DeleteTableCommand,
  DescribeBackupCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  ListBackupsCommand,
  PutItemCommand,
  QueryCommand,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
  ScanCommand,
  UpdateContinuousBackupsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, refusalOf, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';

let endpoint: Endpoint;
let BackupArn: string;
beforeAll(async () => {
  endpoint = await startEndpoint();
  await endpoint.client.send(
    new CreateTableCommand({
      TableName: 'source',
      AttributeDefinitions: ['pk', 'team'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: ['by-team', 'again'].map((IndexName) => ({
        IndexName,
        KeySchema: [{ AttributeName: 'team', KeyType: 'HASH' as const }],
        Projection: { ProjectionType: 'KEYS_ONLY' as const },
      })),
      BillingMode: 'PAY_PER_REQUEST',
      Tags: [{ Key: 'k', Value: 'v' }],
    }),
  );
  for (const pk of ['a', 'b']) await put(pk);
  const { BackupDetails } = await endpoint.client.send(new CreateBackupCommand({ TableName: 'source', BackupName: 'first' }));
  BackupArn = BackupDetails?.BackupArn ?? '';
  await put('c');
});
afterAll(() => endpoint.stop());

const put = (pk: string, TableName = 'source') =>
  endpoint.client.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, team: { S: 't' }, more: { S: 'm' } } }));
const keysOf = async (TableName: string): Promise<(string | undefined)[]> =>
  ((await endpoint.client.send(new ScanCommand({ TableName }))).Items ?? []).map(({ pk }) => pk?.S).sort();

test('a backup says what it is of', async () => {
  const { BackupDescription } = await endpoint.client.send(new DescribeBackupCommand({ BackupArn }));
  expect(BackupDescription?.BackupDetails).toMatchObject({ BackupArn, BackupName: 'first', BackupStatus: 'AVAILABLE', BackupType: 'USER' });
  expect(BackupDescription?.SourceTableDetails).toMatchObject({ TableName: 'source', ItemCount: 2, BillingMode: 'PAY_PER_REQUEST' });
  expect(BackupDescription?.SourceTableFeatureDetails?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual([
    'again',
    'by-team',
  ]);
});

test('a table restored from it has the items of then, and their indexes', async () => {
  const { TableDescription } = await endpoint.client.send(new RestoreTableFromBackupCommand({ TargetTableName: 'restored', BackupArn }));
  expect(TableDescription).toMatchObject({
    TableStatus: 'CREATING',
    RestoreSummary: { SourceBackupArn: BackupArn, RestoreInProgress: true },
  });
  expect(await keysOf('restored')).toEqual(['a', 'b']);
  await put('d', 'restored');
  const byTeam = await endpoint.client.send(
    new QueryCommand({
      TableName: 'restored',
      IndexName: 'by-team',
      KeyConditionExpression: 'team = :t',
      ExpressionAttributeValues: { ':t': { S: 't' } },
    }),
  );
  expect(byTeam.Items?.map(({ pk }) => pk?.S).sort()).toEqual(['a', 'b', 'd']);
  const { Table } = await endpoint.client.send(new DescribeTableCommand({ TableName: 'restored' }));
  expect(Table).toMatchObject({ ItemCount: 3, TableStatus: 'ACTIVE', RestoreSummary: { RestoreInProgress: false } });
  expect(await keysOf('source')).toEqual(['a', 'b', 'c']);
});

test('indexes may be left out of a restored table', async () => {
  const GlobalSecondaryIndexOverride = [
    {
      IndexName: 'again',
      KeySchema: [{ AttributeName: 'team', KeyType: 'HASH' as const }],
      Projection: { ProjectionType: 'KEYS_ONLY' as const },
    },
  ];
  const { TableDescription } = await endpoint.client.send(
    new RestoreTableFromBackupCommand({ TargetTableName: 'fewer', BackupArn, GlobalSecondaryIndexOverride }),
  );
  expect(TableDescription?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual(['again']);
});

test('backups outlive their table and are listed by it', async () => {
  await endpoint.client.send(new RestoreTableFromBackupCommand({ TargetTableName: 'short-lived', BackupArn }));
  const { BackupDetails } = await endpoint.client.send(new CreateBackupCommand({ TableName: 'short-lived', BackupName: 'second' }));
  await endpoint.client.send(new DeleteTableCommand({ TableName: 'short-lived' }));
  const list = async (TableName: string) => {
    const { BackupSummaries = [] } = await endpoint.client.send(new ListBackupsCommand({ TableName }));
    return BackupSummaries.map((it) => [it.BackupName, it.BackupStatus]);
  };
  expect(await list('short-lived')).toEqual([['second', 'AVAILABLE']]);
  expect(await list('source')).toEqual([['first', 'AVAILABLE']]);
  const gone = { BackupArn: BackupDetails?.BackupArn };
  const deleted = await endpoint.client.send(new DeleteBackupCommand(gone));
  expect(deleted.BackupDescription?.BackupDetails?.BackupStatus).toBe('DELETED');
  expect(await list('short-lived')).toEqual([]);
  expect(await refusalOf(endpoint.client.send(new DescribeBackupCommand(gone)))).toMatch(
    /^BackupNotFoundException: Backup not found: arn:/,
  );
});

test.each<[string, object, string | RegExp]>([
  ['CreateBackup', { TableName: 'none', BackupName: 'abc' }, 'TableNotFoundException: Table not found: none'],
  ['DescribeBackup', { BackupArn: `arn:aws:dynamodb:us-east-1:123456789012:table/x` }, 'ValidationException: Invalid Backup ARN'],
  ['DescribeContinuousBackups', { TableName: 'none' }, 'TableNotFoundException: Table not found: none'],
  [
    'UpdateContinuousBackups',
    { TableName: 'source', PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false, RecoveryPeriodInDays: 3 } },
    'ValidationException: Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.',
  ],
  [
    'RestoreTableToPointInTime',
    { SourceTableName: 'source', TargetTableName: 'later' },
    'ValidationException: Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both',
  ],
  [
    'RestoreTableToPointInTime',
    { SourceTableName: 'source', TargetTableName: 'later', UseLatestRestorableTime: true },
    "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table 'source'",
  ],
])('%s refuses %j', async (operation, input, message) => {
  expect(await refusal(endpoint.url, operation, input)).toMatch(message);
});

test('refuses a name that is taken', async () => {
  const taken = new RestoreTableFromBackupCommand({ TargetTableName: 'source', BackupArn });
  expect(await refusalOf(endpoint.client.send(taken))).toBe('TableAlreadyExistsException: Table already exists: source');
});

test('point-in-time recovery is off until it is turned on; then the latest moment can be restored', async () => {
  const status = async () =>
    (await endpoint.client.send(new DescribeContinuousBackupsCommand({ TableName: 'source' }))).ContinuousBackupsDescription;
  expect(await status()).toEqual({
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
  });
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await endpoint.client.send(new UpdateContinuousBackupsCommand({ TableName: 'source', PointInTimeRecoverySpecification }));
  expect(await status()).toMatchObject({
    PointInTimeRecoveryDescription: {
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays: 35,
      LatestRestorableDateTime: expect.any(Date),
    },
  });
  await endpoint.client.send(
    new RestoreTableToPointInTimeCommand({ SourceTableName: 'source', TargetTableName: 'now', UseLatestRestorableTime: true }),
  );
  expect(await keysOf('now')).toEqual(['a', 'b', 'c']);
});

test('what this machine does not have is refused by name', async () => {
  expect(await refusal(endpoint.url, 'ExportTableToPointInTime', {})).toMatch(
    /^UnknownOperationException: ExportTableToPointInTime is not supported: gatewright has no exports to S3/,
  );
  expect(await refusal(endpoint.url, 'NoSuchOperation', {})).toBe('UnknownOperationException: ');
});
