// DynamoDB alone: how it starts, what stays, what is refused.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, GetItemCommand, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, expect, test } from 'vitest';
import { startDynamoDB } from '../../src/start-dynamodb.ts';

const dataRoot = mkdtempSync(join(tmpdir(), 'gatewright-dynamodb-'));
afterAll(() => rmSync(dataRoot, { recursive: true }));

const clientOf = (endpoint: string, region = 'eu-central-1') =>
  new DynamoDBClient({ endpoint, region, credentials: { accessKeyId: 'any', secretAccessKey: 'thing' }, maxAttempts: 1 });
const table = new CreateTableCommand({
  TableName: 'kept',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
});

test('two in memory stand side by side and know nothing of each other', async () => {
  const [one, two] = await Promise.all([startDynamoDB({ memory: true }), startDynamoDB({ memory: true })]);
  await clientOf(one.url).send(table);
  expect((await clientOf(one.url, 'us-west-2').send(new ListTablesCommand({}))).TableNames).toEqual(['kept']);
  expect((await clientOf(two.url).send(new ListTablesCommand({}))).TableNames).toEqual([]);
  await Promise.all([one.stop(), two.stop()]);
  await expect(fetch(one.url)).rejects.toThrow();
});

test('what is in a folder is there again', async () => {
  const first = await startDynamoDB({ dataRoot });
  await clientOf(first.url).send(table);
  await clientOf(first.url).send(new PutItemCommand({ TableName: 'kept', Item: { pk: { S: 'a' } } }));
  await expect(startDynamoDB({ dataRoot })).rejects.toMatchObject({ code: 'DATA_FOLDER_LOCKED' });
  await first.stop();
  const second = await startDynamoDB({ dataRoot });
  const { Item } = await clientOf(second.url).send(new GetItemCommand({ TableName: 'kept', Key: { pk: { S: 'a' } } }));
  expect(Item).toEqual({ pk: { S: 'a' } });
  await second.stop();
});

test('a port that is taken is told, and the folder given back', async () => {
  const first = await startDynamoDB({ memory: true });
  await expect(startDynamoDB({ dataRoot, port: first.port })).rejects.toMatchObject({ code: 'PORT_IN_USE' });
  await (await startDynamoDB({ dataRoot })).stop();
  await first.stop();
});

test('either memory or a folder is wanted', async () => {
  await expect(startDynamoDB({})).rejects.toThrow('either');
  await expect(startDynamoDB({ memory: true, dataRoot })).rejects.toThrow('either');
});

test('starting takes a moment only', async () => {
  const times: number[] = [];
  for (let round = 0; round < 10; round++) {
    const startedAt = performance.now();
    const service = await startDynamoDB({ memory: true });
    times.push(performance.now() - startedAt);
    await service.stop();
  }
  times.sort((a, b) => a - b);
  // A machine under load is no fault: the best of ten tells.
  expect(times[0]).toBeLessThan(10);
});
