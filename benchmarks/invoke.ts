// What an invocation costs in its own process: warm at 1 and 32 at a time, beside the floor (a bare child process that echoes length-prefixed
// frames over the same kind of pipe), a worker thread and the Runtime API over HTTP; a cold start, beside `node -e 0`; a reload; 50 parallel one-second calls; memory of an idle environment.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { createLambdaRuntime } from '../packages/engine/src/lambda/create-lambda-runtime.ts';
import { encodeFrame, FrameReader, frameTypes } from '../packages/engine/src/lambda/frames.ts';
import type { FunctionConfiguration } from '../packages/engine/src/lambda/function-configuration.ts';
import type { LambdaEvent } from '../packages/engine/src/lambda/lambda-runtime.ts';
import { createWorld } from '../packages/engine/src/world/world.ts';

const durationMs = Number(process.argv[2] ?? 2000);
const here = fileURLToPath(new URL('.', import.meta.url));
const repository = process.cwd();

await build({
  entryPoints: [join(repository, 'packages/engine/src/lambda/bootstrap/main.ts')],
  outfile: join(here, 'lambda-bootstrap.cjs'),
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
});

const code = mkdtempSync(join(tmpdir(), 'gatewright-bench-'));
writeFileSync(join(code, 'package.json'), '{ "type": "commonjs" }');
writeFileSync(
  join(code, 'hello.js'),
  'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify({ path: event.path }) });\n',
);
writeFileSync(
  join(code, 'typed.ts'),
  'export const handler = async (event: { path: string }) => ({ statusCode: 200, body: event.path });\n',
);
writeFileSync(join(code, 'saved.js'), 'exports.handler = async (event) => event.path;\n');
writeFileSync(join(code, 'sleep.js'), 'exports.handler = () => new Promise((resolve) => setTimeout(resolve, 1000, 1));\n');

let onEvent: (event: LambdaEvent) => void = () => {};
const runtime = createLambdaRuntime({
  world: createWorld(),
  awsEndpointUrl: () => 'http://127.0.0.1:4566',
  onEvent: (event) => onEvent(event),
});

function put(functionName: string, handler: string, settings: Partial<FunctionConfiguration> = {}): void {
  runtime.putFunction({
    functionName,
    functionArn: `arn:aws:lambda:us-east-1:123456789012:function:${functionName}`,
    runtime: 'nodejs20.x',
    handler,
    codeRoot: code,
    buildRoot: undefined,
    environment: {},
    timeoutSeconds: 30,
    memorySizeMb: 256,
    ephemeralStorageMb: 512,
    ...settings,
  });
}

// A payload of the size that API Gateway's events have.
const event = Buffer.from(
  JSON.stringify({
    path: '/users',
    headers: Object.fromEntries(Array.from({ length: 30 }, (_, it) => [`x-header-${it}`, 'x'.repeat(30)])),
  }),
);

async function invoke(functionName: string): Promise<void> {
  const { functionError, payload } = await runtime.invoke({
    functionName,
    payload: event,
    invokedFunctionArn: functionName,
    traceId: 'Root=1-bench',
  });
  if (functionError) throw new Error(payload.toString());
}

interface Figures {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

async function measure(call: () => Promise<void>, parallel: number): Promise<Figures> {
  const times: number[] = [];
  const until = performance.now() + durationMs;
  const startedAt = performance.now();
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const before = performance.now();
      await call();
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: parallel }, client));
  const perSecond = (times.length / (performance.now() - startedAt)) * 1000;
  times.sort((first, second) => first - second);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { perSecond, p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** A child process that parses each frame's JSON and answers, with nothing of Lambda around it. */
async function measureFloor(): Promise<{ readonly one: Figures; readonly many: Figures }> {
  const file = join(code, 'floor.cjs');
  writeFileSync(
    file,
    `const socket = new (require('node:net').Socket)({ fd: 3 });
let kept = Buffer.alloc(0);
socket.on('data', (chunk) => {
  kept = kept.length ? Buffer.concat([kept, chunk]) : chunk;
  let at = 0;
  for (; kept.length - at >= 5; ) {
    const end = at + 4 + kept.readUInt32BE(at);
    if (end > kept.length) break;
    const event = JSON.parse(kept.toString('utf8', at + 5, end));
    const body = Buffer.from(JSON.stringify({ statusCode: 200, body: JSON.stringify({ path: event.path }) }));
    const frame = Buffer.allocUnsafe(body.length + 5);
    frame.writeUInt32BE(body.length + 1, 0);
    frame[4] = 1;
    body.copy(frame, 5);
    socket.write(frame);
    at = end;
  }
  kept = kept.subarray(at);
});
socket.on('close', () => process.exit());`,
  );
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'inherit', 'inherit', 'pipe'] });
  const socket = child.stdio[3] as Duplex;
  const waiting: (() => void)[] = [];
  const reader = new FrameReader(() => waiting.shift()?.());
  socket.on('data', (chunk: Buffer) => reader.push(chunk));
  const call = (): Promise<void> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      for (const buffer of encodeFrame(frameTypes.invoke, event)) socket.write(buffer);
    });
  await measure(call, 1);
  const figures = { one: await measure(call, 1), many: await measure(call, 32) };
  child.kill();
  return figures;
}

/** A worker thread that does the same: no isolation to speak of, and no process to wake. */
async function measureWorker(): Promise<{ readonly one: Figures; readonly many: Figures }> {
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
parentPort.on('message', (text) => {
  const event = JSON.parse(text);
  parentPort.postMessage(JSON.stringify({ statusCode: 200, body: JSON.stringify({ path: event.path }) }));
});`,
    { eval: true },
  );
  const waiting: (() => void)[] = [];
  worker.on('message', () => waiting.shift()?.());
  const text = event.toString();
  const call = (): Promise<void> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      worker.postMessage(text);
    });
  await measure(call, 1);
  const figures = { one: await measure(call, 1), many: await measure(call, 32) };
  await worker.terminate();
  return figures;
}

/** A process that asks for its invocations over HTTP, as runtimes do on AWS: GET next, POST response, by node:http on both sides. */
async function measureRuntimeApi(): Promise<{ readonly one: Figures; readonly many: Figures }> {
  const queue: (() => void)[] = [];
  let asking: ServerResponse | undefined;
  const give = (): void => {
    if (!asking || queue.length === 0 || running) return;
    running = queue.shift();
    asking.writeHead(200, { 'content-type': 'application/json', 'lambda-runtime-aws-request-id': 'id' }).end(event);
    asking = undefined;
  };
  let running: (() => void) | undefined;
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      asking = response;
      give();
      return;
    }
    request.resume().on('end', () => {
      response.writeHead(202).end();
      const done = running;
      running = undefined;
      done?.();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const file = join(code, 'runtime-api.cjs');
  writeFileSync(
    file,
    `const http = require('node:http');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const ask = (method, path, body) => new Promise((resolve, reject) => {
  const request = http.request({ host: '127.0.0.1', port: ${port}, agent, method, path, headers: body ? { 'content-length': body.length } : {} }, (response) => {
    const chunks = [];
    response.on('data', (it) => chunks.push(it)).on('end', () => resolve(Buffer.concat(chunks)));
  });
  request.on('error', reject).end(body);
});
(async () => {
  for (;;) {
    const event = JSON.parse(await ask('GET', '/2018-06-01/runtime/invocation/next'));
    await ask('POST', '/2018-06-01/runtime/invocation/id/response', Buffer.from(JSON.stringify({ statusCode: 200, body: JSON.stringify({ path: event.path }) })));
  }
})().catch(() => process.exit());`,
  );
  const child = spawn(process.execPath, [file], { stdio: 'ignore' });
  const call = (): Promise<void> =>
    new Promise((resolve) => {
      queue.push(resolve);
      give();
    });
  await measure(call, 1);
  const figures = { one: await measure(call, 1), many: await measure(call, 32) };
  child.kill();
  server.closeAllConnections();
  server.close();
  return figures;
}

/** What a process holds for itself alone, on Linux. */
function privateMb(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kilobytes = [...text.matchAll(/^Private_\w+:\s+(\d+)/gm)].reduce((sum, [, value]) => sum + Number(value), 0);
  return kilobytes / 1024;
}

const row = (name: string, { perSecond, p50Ms, p99Ms }: Figures, floor?: Figures): string =>
  `${name.padEnd(34)} ${perSecond.toFixed(0).padStart(8)}/s  p50 ${p50Ms.toFixed(3)} ms  p99 ${p99Ms.toFixed(3)} ms${floor ? `   ${(floor.perSecond / perSecond).toFixed(2)}x the floor's time` : ''}`;

const floor = await measureFloor();
put('hello', 'hello.handler');
await runtime.warmUp();
await measure(() => invoke('hello'), 1);
console.log(row('floor, 1 at a time', floor.one));
console.log(row('invoke, 1 at a time', await measure(() => invoke('hello'), 1), floor.one));
console.log(row('floor, 32 at a time', floor.many));
console.log(row('invoke, 32 at a time', await measure(() => invoke('hello'), 32), floor.many));
for (const [name, figures] of [
  ['worker thread', await measureWorker()],
  ['Runtime API over HTTP', await measureRuntimeApi()],
] as const) {
  console.log(row(`${name}, 1 at a time`, figures.one, floor.one));
  console.log(row(`${name}, 32 at a time`, figures.many, floor.many));
}

const times = async (count: number, once: (index: number) => Promise<number>): Promise<string> => {
  const list: number[] = [];
  for (let index = 0; index < count; index += 1) list.push(await once(index));
  return `${(list.sort((first, second) => first - second)[Math.floor(count / 2)] ?? Number.NaN).toFixed(1)} ms`;
};
const bare = await times(9, async () => {
  const before = performance.now();
  await new Promise((resolve) => spawn(process.execPath, ['-e', '0']).once('exit', resolve));
  return performance.now() - before;
});
// As a template puts them: all at once, called one by one.
for (let index = 0; index < 10; index += 1) put(`cold${index}`, 'hello.handler');
const cold = await times(9, async (index) => {
  // The process in reserve is up again after this long.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const before = performance.now();
  await invoke(`cold${index}`);
  return performance.now() - before;
});
console.log(`${'cold start, first answer'.padEnd(34)} ${cold}   (node -e 0: ${bare})`);

for (const [name, file] of [
  ['saved', 'saved.js'],
  ['typed', 'typed.ts'],
] as const) {
  put(name, `${name}.handler`);
  await invoke(name);
  await runtime.warmUp();
  const text = readFileSync(join(code, file), 'utf8');
  const reload = await times(9, async (index) => {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const reloaded = new Promise<void>((resolve) => {
      onEvent = (it) => it.type === 'reload' && it.functionName === name && resolve();
    });
    const before = performance.now();
    writeFileSync(join(code, file), `${text}// ${index}\n`);
    await reloaded;
    await invoke(name);
    return performance.now() - before;
  });
  console.log(`${`save ${file} to new answer`.padEnd(34)} ${reload}`);
}

put('sleep', 'sleep.handler');
for (const round of ['cold', 'warm']) {
  const before = performance.now();
  await Promise.all(Array.from({ length: 50 }, () => invoke('sleep')));
  console.log(`${`50 parallel 1 s calls, ${round}`.padEnd(34)} ${(performance.now() - before).toFixed(0)} ms`);
}

if (process.platform === 'linux') {
  writeFileSync(join(code, 'pid.js'), 'exports.handler = async () => process.pid;\n');
  put('pid', 'pid.handler');
  const { payload } = await runtime.invoke({ functionName: 'pid', payload: '{}', invokedFunctionArn: 'pid', traceId: '' });
  console.log(`${'memory of an idle environment'.padEnd(34)} ${privateMb(Number(payload.toString())).toFixed(1)} MB of its own`);
}

// As many as an account may run at once, of a function that nobody has called: bounded by this machine's memory, and every one answered.
put('burst', 'sleep.handler');
const before = performance.now();
const answers = await Promise.allSettled(Array.from({ length: 1000 }, () => invoke('burst')));
const answered = answers.filter((it) => it.status === 'fulfilled').length;
console.log(`${'1,000 cold 1 s calls at once'.padEnd(34)} ${(performance.now() - before).toFixed(0)} ms, ${answered} answered`);
await runtime.stop();
rmSync(code, { recursive: true, force: true });
