// The metrics that services write by themselves: which of them, by which dimensions, with which values. Those of API Gateway and Lambda
// are in the tests of the gateways and of examples/users-api. Source: "DynamoDB metrics and dimensions", Amazon DynamoDB developer guide;
// "Specification: Embedded metric format", Amazon CloudWatch user guide.
import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  BatchGetItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LogsClient, logsOf } from '../logs/logs-client.ts';
import { type ServicesEndpoint, startServices } from '../start-services.ts';

let endpoint: ServicesEndpoint;
let cloudwatch: CloudWatchClient;
let dynamodb: DynamoDBClient;
let logs: LogsClient;

beforeAll(async () => {
  endpoint = await startServices();
  cloudwatch = new CloudWatchClient(endpoint.client);
  dynamodb = new DynamoDBClient(endpoint.client);
  logs = logsOf(endpoint);
});
afterAll(() => endpoint.stop());

type Dimensions = { readonly [name: string]: string };

/** One statistic over all that has been measured. */
async function measured(Namespace: string, MetricName: string, dimensions: Dimensions, Stat = 'Sum'): Promise<number | undefined> {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const now = Date.now();
  const { MetricDataResults } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(now - 3_600_000),
      EndTime: new Date(now + 60_000),
      MetricDataQueries: [{ Id: 'm', MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: 86_400, Stat } }],
    }),
  );
  return MetricDataResults?.[0]?.Values?.[0];
}

describe('AWS/DynamoDB', () => {
  const key = (id: string) => ({ id: { S: id } });

  test('counts units, items, refusals and latencies', async () => {
    const TableName = 'metered';
    const KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' as const }];
    const AttributeDefinitions = [{ AttributeName: 'id', AttributeType: 'S' as const }];
    await dynamodb.send(new CreateTableCommand({ TableName, KeySchema, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST' }));
    await dynamodb.send(new CreateTableCommand({ TableName: 'other', KeySchema, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST' }));
    for (const id of ['a', 'b'])
      await dynamodb.send(new PutItemCommand({ TableName, Item: { ...key(id), text: { S: 'x'.repeat(1500) } } }));
    await dynamodb.send(new GetItemCommand({ TableName, Key: key('a'), ConsistentRead: true }));
    await dynamodb.send(
      new QueryCommand({ TableName, KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': { S: 'a' } } }),
    );
    const never = { ConditionExpression: 'attribute_not_exists(id)' };
    await dynamodb.send(new PutItemCommand({ TableName, Item: key('a'), ...never })).catch(() => undefined);
    await dynamodb.send(new GetItemCommand({ TableName, Key: { wrong: { S: 'a' } } })).catch(() => undefined);
    await dynamodb.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key('a')] }, other: { Keys: [key('a')] } } }));
    await dynamodb.send(
      new TransactWriteItemsCommand({
        TransactItems: [{ Put: { TableName, Item: key('t') } }, { Put: { TableName: 'other', Item: key('t') } }],
      }),
    );

    const table = { TableName };
    expect(await measured('AWS/DynamoDB', 'ConsumedReadCapacityUnits', table)).toBe(1 + 0.5 + 0.5);
    // Two items of two units, a refused write of the item that is there, and a transaction's two for one.
    expect(await measured('AWS/DynamoDB', 'ConsumedWriteCapacityUnits', table)).toBeGreaterThanOrEqual(6);
    expect(await measured('AWS/DynamoDB', 'ConsumedWriteCapacityUnits', { TableName: 'other' })).toBe(2);
    expect(await measured('AWS/DynamoDB', 'ReturnedItemCount', { ...table, Operation: 'Query' })).toBe(1);
    expect(await measured('AWS/DynamoDB', 'ConditionalCheckFailedRequests', table)).toBe(1);
    expect(await measured('AWS/DynamoDB', 'UserErrors', {})).toBe(1);
    const latencies = await Promise.all(
      [
        [TableName, 'PutItem'],
        [TableName, 'GetItem'],
        [TableName, 'Query'],
        [TableName, 'BatchGetItem'],
        ['other', 'BatchGetItem'],
        ['other', 'TransactWriteItems'],
      ].map(([name = '', Operation = '']) =>
        measured('AWS/DynamoDB', 'SuccessfulRequestLatency', { TableName: name, Operation }, 'SampleCount'),
      ),
    );
    expect(latencies).toEqual([2, 1, 1, 1, 1, 1]);
    const { Metrics = [] } = await cloudwatch.send(new ListMetricsCommand({ Namespace: 'AWS/DynamoDB', MetricName: 'UserErrors' }));
    expect(Metrics).toMatchObject([{ Dimensions: [] }]);
  });

  test('counts the units of global indexes apart, and how a new one fills', async () => {
    const TableName = 'indexed';
    const index = {
      IndexName: 'byKind',
      KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' as const }],
      Projection: { ProjectionType: 'ALL' as const },
    };
    const AttributeDefinitions = ['id', 'kind'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const }));
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions,
        BillingMode: 'PAY_PER_REQUEST',
        GlobalSecondaryIndexes: [index],
      }),
    );
    await dynamodb.send(new PutItemCommand({ TableName, Item: { ...key('a'), kind: { S: 'k' } } }));
    const place = { TableName, GlobalSecondaryIndexName: 'byKind' };
    expect(await measured('AWS/DynamoDB', 'ConsumedWriteCapacityUnits', place)).toBe(1);
    expect(await measured('AWS/DynamoDB', 'ConsumedWriteCapacityUnits', { TableName })).toBe(1);
    await dynamodb.send(
      new UpdateTableCommand({
        TableName,
        AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [{ Create: { ...index, IndexName: 'late' } }],
      }),
    );
    const late = { TableName, GlobalSecondaryIndexName: 'late' };
    await expect.poll(() => measured('AWS/DynamoDB', 'OnlineIndexPercentageProgress', late, 'Maximum')).toBe(100);
    expect(await measured('AWS/DynamoDB', 'OnlineIndexConsumedWriteCapacity', late)).toBe(1);
  });
});

describe('events of logs in the embedded metric format', () => {
  const embedded = (members: object, Metrics: object[] = [{ Name: 'Time', Unit: 'Milliseconds' }]): string =>
    JSON.stringify({
      _aws: { Timestamp: Date.now(), CloudWatchMetrics: [{ Namespace: 'Embedded', Dimensions: [['Route']], Metrics }] },
      Route: '/users',
      ...members,
    });

  test('are metrics, whoever puts them', async () => {
    const where = { logGroupName: 'embedded', logStreamName: 's' };
    await logs.send('CreateLogGroup', { logGroupName: where.logGroupName });
    await logs.send('CreateLogStream', where);
    const lines = [embedded({ Time: [1, 2, 5] }), embedded({ Time: 4 }), 'a line', embedded({ Time: 'long' }), '{"_aws":'];
    const logEvents = lines.map((message) => ({ timestamp: Date.now(), message }));
    await logs.send('PutLogEvents', { ...where, logEvents });
    expect(await measured('Embedded', 'Time', { Route: '/users' })).toBe(12);
    expect(await measured('Embedded', 'Time', { Route: '/users' }, 'SampleCount')).toBe(4);
    const ofGroup = { LogGroupName: where.logGroupName };
    expect(await measured('AWS/Logs', 'EMFValidationErrors', ofGroup)).toBe(1);
    expect(await measured('AWS/Logs', 'EMFParsingErrors', ofGroup)).toBe(1);
  });

  // source: "Log classes", Amazon CloudWatch Logs user guide
  test('are none in a group that is read infrequently', async () => {
    const where = { logGroupName: 'seldom', logStreamName: 's' };
    await logs.send('CreateLogGroup', { logGroupName: where.logGroupName, logGroupClass: 'INFREQUENT_ACCESS' });
    await logs.send('CreateLogStream', where);
    const message = embedded({ Route: '/seldom', Time: 1 });
    await logs.send('PutLogEvents', { ...where, logEvents: [{ timestamp: Date.now(), message }] });
    expect(await measured('Embedded', 'Time', { Route: '/seldom' })).toBeUndefined();
  });
});
