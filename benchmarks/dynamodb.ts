// DynamoDB operations a second through a raw keep-alive client and through AWS's SDK, at 1 and 32 requests in flight, with dynalite beside
// it (on disk, not synced) and two floors: node:http that answers a canned item, and the bare store. DynamoDB Local is not fetched: it
// comes from no package registry. Usage: dynamodb.mjs [milliseconds for each measurement, 1000] [rounds, 3]
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { openStore } from '../packages/engine/src/store/open-store.ts';
import { type Call, runDynamoDbLoad } from './harness/dynamodb-load.ts';
import { runSdkLoad } from './harness/dynamodb-sdk-load.ts';
import { cpuMs, memoryMib } from './harness/servers.ts';

const durationMs = Number(process.argv[2] ?? 1000);
const rounds = Number(process.argv[3] ?? 3);
const itemCount = 1000;
const text = { S: 'x'.repeat(180) };
const item = (n: number) => ({
  pk: { S: `p${n % 50}` },
  sk: { S: `s${String(n % itemCount).padStart(6, '0')}` },
  text,
  n: { N: String(n) },
});
const key = (n: number) => ({ pk: item(n).pk, sk: item(n).sk });
const TableName = 'bench';

const operations: { [name: string]: (n: number) => Call } = {
  Put: (n) => ({ operation: 'PutItem', input: { TableName, Item: item(n) } }),
  Get: (n) => ({ operation: 'GetItem', input: { TableName, Key: key(n) } }),
  'conditional Update': (n) => ({
    operation: 'UpdateItem',
    input: {
      TableName,
      Key: key(n),
      UpdateExpression: 'SET #c = if_not_exists(#c, :zero) + :one',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#c': 'count' },
      ExpressionAttributeValues: { ':zero': { N: '0' }, ':one': { N: '1' } },
    },
  }),
  'Query of 20': (n) => ({
    operation: 'Query',
    input: { TableName, KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: `p${n % 50}` } } },
  }),
  'Scan page of 100': () => ({ operation: 'Scan', input: { TableName, Limit: 100 } }),
  'BatchWrite 25': (n) => ({
    operation: 'BatchWriteItem',
    input: { RequestItems: { [TableName]: Array.from({ length: 25 }, (_, i) => ({ PutRequest: { Item: item(n * 25 + i) } })) } },
  }),
  'TransactWrite 4': (n) => ({
    operation: 'TransactWriteItems',
    input: { TransactItems: Array.from({ length: 4 }, (_, i) => ({ Put: { TableName, Item: item(n * 4 + i) } })) },
  }),
};

const table = {
  TableName,
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  BillingMode: 'PAY_PER_REQUEST',
};

interface Measured {
  readonly one: number;
  readonly many: number;
  readonly p99Many: number;
  /** Processor time of the server for each request, with 32 in flight; the warm-up's is in it. */
  readonly cpuUs: number;
  /** Through the SDK, 32 in flight. */
  readonly sdk: number;
}

interface Contestant {
  readonly name: string;
  readonly command: readonly string[];
  readonly canned?: boolean;
}

const folder = mkdtempSync(join(tmpdir(), 'gatewright-bench-'));
const server = 'packages/engine/.gatewright/bench-dynamodb.mjs';
await build({
  entryPoints: ['benchmarks/fixtures/dynamodb-server.ts'],
  outfile: server,
  bundle: true,
  platform: 'node',
  format: 'esm',
  external: ['lmdb'],
  conditions: ['source'],
});
const contestants: Contestant[] = [
  { name: 'gatewright, synced', command: [server, join(folder, 'ours')] },
  { name: 'gatewright, --memory', command: [server, '--memory'] },
  ...(existsSync('benchmarks/peers/node_modules/dynalite')
    ? [{ name: 'dynalite, not synced', command: ['benchmarks/fixtures/dynalite-server.mjs', join(folder, 'dynalite')] }]
    : []),
  { name: 'floor: canned answer', command: ['benchmarks/fixtures/floor-dynamodb.mjs'], canned: true },
];

/** A contestant that is up, with what was measured of it in each round, by operation. */
interface Running extends Contestant {
  readonly url: string;
  readonly process: ChildProcess;
  readonly startMs: number;
  readonly measured: Map<string, Measured[]>;
}

const running: Running[] = [];
for (const contestant of contestants) running.push(await start(contestant));
// Turn about, so that what else the machine does falls on all of them.
for (let round = 0; round < rounds; round++) {
  for (const operation of Object.keys(operations)) for (const contestant of running) await measure(contestant, operation);
}
for (const { name, startMs, process } of running) {
  console.log(`${name}: up in ${startMs.toFixed(0)} ms, ${memoryMib(process.pid ?? 0).toFixed(0)} MiB after load`);
}
for (const { process } of running) {
  process.kill('SIGTERM');
  await new Promise((resolve) => process.once('exit', resolve));
}
report();
await reportBareStore();
rmSync(folder, { recursive: true, force: true });
rmSync(server, { force: true });

async function start(contestant: Contestant): Promise<Running> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...contestant.command], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk).trim())));
  const startMs = performance.now() - startedAt;
  if (!contestant.canned) await prepare(url);
  return { ...contestant, url, process: child, startMs, measured: new Map() };
}

async function measure({ name, url, process, canned, measured }: Running, operation: string): Promise<void> {
  const next = operations[operation];
  if (!next) return;
  try {
    const one = await runDynamoDbLoad(url, { connections: 1, durationMs, next });
    const cpuBefore = cpuMs(process.pid ?? 0);
    const many = await runDynamoDbLoad(url, { connections: 32, durationMs, next });
    const cpuUs = ((cpuMs(process.pid ?? 0) - cpuBefore) * 1000) / many.requestCount;
    // The canned answer is no answer to an SDK.
    const sdk = canned ? Number.NaN : await runSdkLoad(url, { connections: 32, durationMs, next });
    const one32 = { one: one.requestsPerSecond, many: many.requestsPerSecond, p99Many: many.p99Ms, cpuUs, sdk };
    measured.set(operation, [...(measured.get(operation) ?? []), one32]);
  } catch (error) {
    console.log(`${name} cannot answer ${operation}: ${error instanceof Error ? error.message.split('\r\n')[0] : error}`);
  }
}

async function prepare(url: string): Promise<void> {
  const send = async (operation: string, input: object): Promise<void> => {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': 'd',
      authorization: 'AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c',
    };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(input) });
    if (!response.ok) throw new Error(await response.text());
    await response.text();
  };
  await send('CreateTable', table);
  // dynalite's tables take a turn to become active.
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (let n = 0; n < itemCount; n += 25) {
    await send('BatchWriteItem', {
      RequestItems: { [TableName]: Array.from({ length: 25 }, (_, i) => ({ PutRequest: { Item: item(n + i) } })) },
    });
  }
}

function report(): void {
  const [ours] = running;
  const median = (contestant: Running | undefined, operation: string, of: keyof Measured): number => {
    const values = (contestant?.measured.get(operation) ?? []).map((it) => it[of]).sort((a, b) => a - b);
    return values[values.length >> 1] ?? Number.NaN;
  };
  console.log(
    `\n${'operation'.padEnd(20)} ${'server'.padEnd(24)} ${'1/s'.padStart(8)} ${'32/s'.padStart(8)} ${'p99 ms'.padStart(7)} ${'CPU us'.padStart(7)} ${'SDK 32/s'.padStart(9)}   gatewright, synced, is this many times as fast (1 / 32 / CPU)`,
  );
  for (const operation of Object.keys(operations)) {
    for (const contestant of running) {
      if (!contestant.measured.has(operation)) continue;
      const it = (of: keyof Measured): number => median(contestant, operation, of);
      const times = (of: 'one' | 'many'): string => (median(ours, operation, of) / it(of)).toFixed(2);
      const ratio =
        contestant === ours ? '' : `${times('one')} / ${times('many')} / ${(it('cpuUs') / median(ours, operation, 'cpuUs')).toFixed(2)}`;
      console.log(
        `${operation.padEnd(20)} ${contestant.name.padEnd(24)} ${it('one').toFixed(0).padStart(8)} ${it('many').toFixed(0).padStart(8)} ${it('p99Many').toFixed(1).padStart(7)} ${it('cpuUs').toFixed(0).padStart(7)} ${(Number.isNaN(it('sdk')) ? '' : it('sdk').toFixed(0)).padStart(9)}   ${ratio}`,
      );
    }
  }
}

/** What the store itself does with records of that size, every write synced. */
async function reportBareStore(): Promise<void> {
  const store = openStore(join(folder, 'bare'));
  const value = Buffer.alloc(250, 'x');
  const keyOf = (n: number): Buffer => Buffer.from(`key ${n % itemCount}`);
  const perSecond = async (callers: number): Promise<number> => {
    let count = 0;
    const startedAt = performance.now();
    const write = async (): Promise<void> => {
      while (performance.now() - startedAt < durationMs) await store.write([{ key: keyOf(count++), value }]);
    };
    await Promise.all(Array.from({ length: callers }, write));
    return (count / (performance.now() - startedAt)) * 1000;
  };
  const [one, many] = [await perSecond(1), await perSecond(32)];
  let reads = 0;
  const startedAt = performance.now();
  while (performance.now() - startedAt < durationMs) for (let i = 0; i < 1000; i++) store.get(keyOf(reads++));
  const gets = (reads / (performance.now() - startedAt)) * 1000;
  await store.close();
  console.log(`\nfloor: the bare store, synced: ${one.toFixed(0)} writes/s, ${many.toFixed(0)} of 32 callers, ${gets.toFixed(0)} gets/s`);
}
