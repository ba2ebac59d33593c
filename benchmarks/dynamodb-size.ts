// Whether a large table is as fast as a small one: Get, Query of 20 and Put, 32 in flight and every write synced, turn about against a table
// of 1,000 items and one of many. Usage: dynamodb-size.mjs [items, 10000000] [milliseconds for each measurement, 1000] [rounds, 5]
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Call, runDynamoDbLoad, sendCalls } from './harness/dynamodb-load.ts';
import { cpuMs } from './harness/servers.ts';

const largeCount = Number(process.argv[2] ?? 10_000_000);
const durationMs = Number(process.argv[3] ?? 1000);
const rounds = Number(process.argv[4] ?? 5);
const smallCount = 1000;
const inPartition = 20;
const TableName = 'bench';
const text = { S: 'x'.repeat(180) };
const key = (n: number) => ({ pk: { S: `p${Math.floor(n / inPartition)}` }, sk: { S: `s${String(n % inPartition).padStart(6, '0')}` } });
const item = (n: number) => ({ ...key(n), text, n: { N: String(n) } });

const operations: { [name: string]: (count: number) => Call } = {
  Get: (count) => ({ operation: 'GetItem', input: { TableName, Key: key(Math.floor(Math.random() * count)) } }),
  'Query of 20': (count) => ({
    operation: 'Query',
    input: {
      TableName,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': key(Math.floor(Math.random() * count)).pk },
    },
  }),
  Put: (count) => ({ operation: 'PutItem', input: { TableName, Item: item(Math.floor(Math.random() * count)) } }),
};

interface Running {
  readonly itemCount: number;
  readonly url: string;
  readonly process: ChildProcess;
  readonly measured: { [operation: string]: { perSecond: number; cpuUs: number }[] };
}

const folder = mkdtempSync(join(tmpdir(), 'gatewright-bench-size-'));
const server = 'packages/engine/.gatewright/bench-dynamodb-size.mjs';
await build({
  entryPoints: ['benchmarks/fixtures/dynamodb-server.ts'],
  outfile: server,
  bundle: true,
  platform: 'node',
  format: 'esm',
  external: ['lmdb'],
  conditions: ['source'],
});
const running: Running[] = [];
for (const itemCount of [smallCount, largeCount]) running.push(await start(itemCount));
for (let round = 0; round < rounds; round++) {
  for (const operation of Object.keys(operations)) for (const it of running) await measure(it, operation);
}
report();
for (const it of running) {
  it.process.kill('SIGTERM');
  await new Promise((resolve) => it.process.once('exit', resolve));
}
rmSync(folder, { recursive: true, force: true });
rmSync(server, { force: true });

async function start(itemCount: number): Promise<Running> {
  const child = spawn(process.execPath, [server, join(folder, String(itemCount))], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk).trim())));
  const attributes = [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ];
  const schema = [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ];
  const table = { TableName, AttributeDefinitions: attributes, KeySchema: schema, BillingMode: 'PAY_PER_REQUEST' };
  await sendCalls(url, { connections: 1, count: 1, next: () => ({ operation: 'CreateTable', input: table }) });
  const startedAt = performance.now();
  await sendCalls(url, {
    connections: 32,
    count: itemCount / 25,
    next: (n) => ({
      operation: 'BatchWriteItem',
      input: { RequestItems: { [TableName]: Array.from({ length: 25 }, (_, i) => ({ PutRequest: { Item: item(n * 25 + i) } })) } },
    }),
  });
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`${itemCount} items written in ${seconds.toFixed(1)} s, ${(itemCount / seconds).toFixed(0)} a second`);
  return { itemCount, url, process: child, measured: {} };
}

async function measure({ url, itemCount, process, measured }: Running, operation: string): Promise<void> {
  const before = cpuMs(process.pid ?? 0);
  const next = (): Call => operations[operation]?.(itemCount) ?? { operation, input: {} };
  const { requestsPerSecond, requestCount } = await runDynamoDbLoad(url, { connections: 32, durationMs, next });
  const cpuUs = ((cpuMs(process.pid ?? 0) - before) * 1000) / requestCount;
  measured[operation] = [...(measured[operation] ?? []), { perSecond: requestsPerSecond, cpuUs }];
}

function report(): void {
  const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
  for (const operation of Object.keys(operations)) {
    const figures = running.map(({ itemCount, measured }) => ({
      itemCount,
      perSecond: median((measured[operation] ?? []).map((it) => it.perSecond)),
      cpuUs: median((measured[operation] ?? []).map((it) => it.cpuUs)),
    }));
    for (const { itemCount, perSecond, cpuUs } of figures) {
      console.log(
        `${operation.padEnd(14)} ${String(itemCount).padStart(9)} items ${perSecond.toFixed(0).padStart(7)}/s ${cpuUs.toFixed(0).padStart(5)} us CPU`,
      );
    }
    const [small, large] = figures;
    if (small && large)
      console.log(
        `${operation.padEnd(14)} large/small: ${(large.perSecond / small.perSecond).toFixed(2)} a second, ${(large.cpuUs / small.cpuUs).toFixed(2)} CPU`,
      );
  }
  for (const { itemCount, process } of running) {
    const rollup = readFileSync(`/proc/${process.pid}/smaps_rollup`, 'utf8');
    const mib = (name: string): string =>
      (Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? Number.NaN) / 1024).toFixed(0);
    const fileMib = statSync(join(folder, String(itemCount), 'data', 'data.mdb')).size / 1024 / 1024;
    console.log(
      `${itemCount} items: ${mib('Pss_Anon')} MiB of its own, ${mib('Pss_File')} MiB of files mapped; ${fileMib.toFixed(0)} MiB on disk`,
    );
  }
}
