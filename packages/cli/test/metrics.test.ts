// `gatewright metrics` and `gatewright alarms` against a running dev: requests are counted by the API, the function and the table, and
// the example's alarms watch the very metrics that the engine writes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningCli, runCli, startCli } from '../../../test/start-cli.ts';

let running: RunningCli;
let awsUrl = '';
beforeAll(async () => {
  running = await startCli('examples/users-api', ['--memory']);
  awsUrl = String((await running.line((it) => it.type === 'ready')).awsUrl);
  for (let count = 0; count < 3; count += 1) expect((await fetch(`${running.url}/users`)).status).toBe(200);
  expect((await fetch(`${running.url}/nowhere`)).status).toBe(403);
});
afterAll(() => running.stop());

test('requests, durations and costs are there for the API and the function', async () => {
  const { code, lines } = await runCli(['metrics', '--json', '--endpoint-url', awsUrl]);
  expect(code).toBe(0);
  const total = (values: unknown): number =>
    Array.isArray(values) ? values.reduce((sum: number, it: number | null) => sum + (it ?? 0), 0) : 0;
  const found = lines.map((it) => ({ kind: it.kind, requests: total(it.requests), timed: Number(it.p50) > 0, costs: Number(it.cost) > 0 }));
  expect(found).toEqual([
    { kind: 'api', requests: 4, timed: true, costs: true },
    { kind: 'function', requests: 3, timed: true, costs: true },
  ]);
});

test('the alarms of the example watch what the engine writes', async () => {
  const { lines } = await runCli(['alarms', '--json', '--endpoint-url', awsUrl]);
  expect(lines.map((it) => String(it.name).split('-').at(-1)).sort()).toEqual([
    'ClientErrors',
    'FunctionErrors',
    'FunctionThrottles',
    'ServerErrors',
    'SlowRequests',
    'TableThrottles',
  ]);
  const listed = await call('ListMetrics', {});
  const described = await call('DescribeAlarms', {});
  const metrics = new Set(listOf(listed.Metrics).map(keyOf));
  const watched = listOf(described.MetricAlarms).filter((it) => it.MetricName !== undefined);
  expect(watched.map(keyOf).filter((it) => !metrics.has(it))).toEqual([]);
  expect(watched).toHaveLength(5);
});

test('a dev is found by its data folder, whatever its ports', async () => {
  const data = mkdtempSync(join(tmpdir(), 'gatewright-watched-'));
  const kept = await startCli('examples/users-api', ['--data', data]);
  try {
    const { code, lines } = await runCli(['alarms', '--json', '--data', data]);
    expect([code, lines.length]).toEqual([0, 6]);
    expect((await runCli(['logs', '--json', '--data', data])).code).toBe(0);
  } finally {
    await kept.stop();
    rmSync(data, { recursive: true, force: true });
  }
});

test('an endpoint is named once', async () => {
  const { code, stderr } = await runCli(['metrics', '--endpoint-url', awsUrl, '--aws-port', '1']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('--endpoint-url and --aws-port name the same thing')]);
});

test('an endpoint that is not there is told', async () => {
  const { code, stderr } = await runCli(['metrics', '--endpoint-url', 'http://127.0.0.1:9']);
  expect([code, stderr]).toEqual([1, expect.stringContaining('Nothing answers at http://127.0.0.1:9')]);
});

type Document = { readonly [member: string]: unknown };

async function call(operation: string, input: object): Promise<Document> {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `GraniteServiceVersion20100801.${operation}`,
    authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/monitoring/aws4_request, SignedHeaders=host, Signature=0',
  };
  return (await (await fetch(awsUrl, { method: 'POST', headers, body: JSON.stringify(input) })).json()) as Document;
}

function listOf(value: unknown): readonly Document[] {
  return Array.isArray(value) ? value : [];
}

function keyOf({ Namespace, MetricName, Dimensions }: Document): string {
  const dimensions = listOf(Dimensions).map((it) => `${it.Name}=${it.Value}`);
  return `${Namespace} ${MetricName} ${dimensions.sort()}`;
}
