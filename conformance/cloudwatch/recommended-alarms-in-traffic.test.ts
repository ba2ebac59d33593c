// The alarms that examples/users-api recommends, by real traffic on a turned clock: what goes wrong is measured by the services
// themselves, and each alarm fires and recovers. That of slow requests, which would take its time, is in recommended-alarms.test.ts.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, ListTablesCommand, PutItemCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteFunctionConcurrencyCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { loadTemplate } from '@gatewright/template';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../packages/engine/src/engine.ts';
import { createFakeClock } from './fake-clock.ts';

const projectRoot = fileURLToPath(new URL('../../examples/users-api', import.meta.url));
const clock = createFakeClock(Date.parse('2026-03-02T10:00:00Z'));
let engine: Engine;
let url = '';
let cloudwatch: CloudWatchClient;
let dynamodb: DynamoDBClient;
let lambda: LambdaClient;
let FunctionName = '';
let TableName = '';

beforeAll(async () => {
  engine = await createEngine({ projectRoot, dataRoot: undefined, world: clock.world, dynamodb: { throttleTables: true } });
  const compiled = await loadTemplate('template.yaml', {
    readFile: () => readFile(`${projectRoot}/template.yaml`, 'utf8'),
    stage: undefined,
    region: 'us-east-1',
    accountId: '123456789012',
    environment: {},
    parameters: {},
    options: {},
  });
  const problems = await engine.apply(compiled, { parameters: {}, allowUnsupported: false });
  expect(problems.filter((it) => it.severity === 'error')).toEqual([]);
  const { port, awsPort } = await engine.listen({ port: 0, awsPort: 0 });
  url = `http://127.0.0.1:${port}/prod`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = { endpoint: `http://127.0.0.1:${awsPort}`, region: 'us-east-1', credentials, maxAttempts: 1 };
  cloudwatch = new CloudWatchClient(client);
  dynamodb = new DynamoDBClient(client);
  lambda = new LambdaClient(client);
  FunctionName = (await lambda.send(new ListFunctionsCommand({}))).Functions?.[0]?.FunctionName ?? '';
  TableName = (await dynamodb.send(new ListTablesCommand({}))).TableNames?.[0] ?? '';
}, 60_000);
afterAll(() => engine?.stop());

async function stateOf(logicalId: string): Promise<string | undefined> {
  const { MetricAlarms = [] } = await cloudwatch.send(new DescribeAlarmsCommand({}));
  return MetricAlarms.find((it) => it.AlarmName?.endsWith(logicalId))?.StateValue;
}

async function statusOf(path: string): Promise<number> {
  const answer = await fetch(`${url}${path}`);
  await answer.text();
  return answer.status;
}

/** A function that may not run is throttled, and the API has no answer for its caller. */
async function throttledRequest(): Promise<void> {
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  expect(await statusOf('/users')).toBe(500);
  await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
}

/** The handler is given what no API sends. */
async function failedInvocation(): Promise<void> {
  const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from('null') }));
  expect(FunctionError).toBe('Unhandled');
}

/** More than the burst of a table of one unit a second. */
async function throttledWrite(): Promise<void> {
  const units = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };
  await dynamodb.send(new UpdateTableCommand({ TableName, BillingMode: 'PROVISIONED', ProvisionedThroughput: units }));
  const Item = { id: { S: 'x' }, text: { S: 'x'.repeat(100_000) } };
  const write = () => dynamodb.send(new PutItemCommand({ TableName, Item }));
  const codes: string[] = [];
  for (let count = 0; count < 5; count += 1) await write().catch((error: unknown) => codes.push(error instanceof Error ? error.name : ''));
  expect(codes).toContain('ProvisionedThroughputExceededException');
  await dynamodb.send(new UpdateTableCommand({ TableName, BillingMode: 'PAY_PER_REQUEST' }));
}

const rows: readonly { readonly alarm: string; readonly minutes: number; readonly goWrong: () => Promise<void> }[] = [
  {
    alarm: 'ClientErrors',
    minutes: 3,
    async goWrong() {
      for (const path of ['/users', '/users/nobody', '/users/none']) expect(await statusOf(path)).toBe(path === '/users' ? 200 : 400);
    },
  },
  { alarm: 'ServerErrors', minutes: 1, goWrong: throttledRequest },
  { alarm: 'FunctionThrottles', minutes: 1, goWrong: throttledRequest },
  { alarm: 'FunctionErrors', minutes: 1, goWrong: failedInvocation },
  { alarm: 'TableThrottles', minutes: 1, goWrong: throttledWrite },
];

test.each(rows)(
  '$alarm fires and recovers',
  async ({ alarm, minutes, goWrong }) => {
    await clock.advance(15 * 60_000);
    for (let minute = 0; minute < minutes; minute += 1) {
      expect(await stateOf(alarm)).toBe('OK');
      await goWrong();
      await clock.advance(60_000);
    }
    expect(await stateOf(alarm)).toBe('ALARM');
    await clock.advance(15 * 60_000);
    expect(await stateOf(alarm)).toBe('OK');
  },
  60_000,
);
