// The idempotency store on a real table: what DynamoDB says of a failed condition has to be read right.
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningCli, startCli } from '../../../test/start-cli.ts';
import { dynamoDbStore, idempotent } from '../src/idempotency.ts';
import { api, created, route } from '../src/index.ts';

let running: RunningCli;
let client: DynamoDBDocumentClient;
beforeAll(async () => {
  running = await startCli('examples/users-api', ['--memory']);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: running.awsUrl, region: 'us-east-1', credentials }));
  await client.send(
    new CreateTableCommand({
      TableName: 'idempotency',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
});
afterAll(() => running.stop());

test('a repeat is answered from the table, also at the same moment, and another body is refused', async () => {
  let runs = 0;
  const app = api(
    { use: [idempotent({ store: dynamoDbStore('idempotency', client) })] },
    {
      'POST /pay': route({}, async ({ body }) => {
        runs += 1;
        return created({ run: runs, body }, '/pay/1');
      }),
    },
  );
  const pay = (amount: number) => app.request('POST /pay', { body: { amount }, headers: { 'idempotency-key': 'k' } });
  const racing = await Promise.all([pay(5), pay(5), pay(5)]);
  expect(racing.map((it) => it.status).sort()).toContain(201);
  expect(racing.every((it) => it.status === 201 || it.status === 409)).toBe(true);
  const again = await pay(5);
  expect([again.status, again.headers.get('location'), again.headers.get('idempotent-replayed'), await again.json()]).toEqual([
    201,
    '/pay/1',
    'true',
    { run: 1, body: { amount: 5 } },
  ]);
  expect((await pay(6)).status).toBe(422);
  expect(runs).toBe(1);
});
