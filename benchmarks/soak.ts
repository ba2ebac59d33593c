// Whether the Lambda runtime holds out: MINUTES of calls with crashes, exits, time-outs, memory blow-ups, floods of logs, streams that are left,
// and saved files mixed in. Every call must be answered, and with its own answer; processes, file descriptors and memory must not grow.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createLambdaRuntime } from '../packages/engine/src/lambda/create-lambda-runtime.ts';
import type { InvocationResult } from '../packages/engine/src/lambda/lambda-runtime.ts';
import { createWorld } from '../packages/engine/src/world/world.ts';

const minutes = Number(process.argv[2] ?? 1);
const clients = 3;
const saveEveryMs = 700;

await build({
  entryPoints: [join(process.cwd(), 'packages/engine/src/lambda/bootstrap/main.ts')],
  outfile: fileURLToPath(new URL('./lambda-bootstrap.cjs', import.meta.url)),
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
});

const code = mkdtempSync(join(tmpdir(), 'gatewright-soak-'));
mkdirSync(join(code, 'python'));
writeFileSync(join(code, 'package.json'), '{ "type": "commonjs" }');
writeFileSync(
  join(code, 'mixed.js'),
  `const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
exports.handler = async ({ id, act }) => {
  if (act === 'throw') throw new Error(id);
  if (act === 'exit') process.exit(3);
  if (act === 'crash') process.abort();
  if (act === 'reject') { Promise.reject(new Error(id)); await pause(50); }
  if (act === 'hang') await pause(60_000);
  if (act === 'spin') for (;;);
  if (act === 'slow') await pause(100);
  if (act === 'flood') for (let line = 0; line < 20_000; line += 1) console.log('x'.repeat(100));
  if (act === 'hoard') { const hoard = []; for (;;) hoard.push(Buffer.alloc(10_000_000, 1)); }
  if (act === 'fork') require('node:child_process').spawn('sleep', ['600'], { stdio: 'ignore' });
  return id;
};
exports.stream = awslambda.streamifyResponse(async ({ id }, stream) => {
  for (let piece = 0; piece < 20; piece += 1) if (!stream.write(Buffer.alloc(50_000, 'x'))) await new Promise((resolve) => stream.once('drain', resolve));
  stream.end(String(id));
});
`,
);
const saved = (version: number): string =>
  `export const handler = async (event: { id: number }): Promise<number> => event.id; // ${version}\n`;
writeFileSync(join(code, 'saved.ts'), saved(0));
writeFileSync(join(code, 'python/answers.py'), 'def handler(event, context):\n    print("event", event["id"])\n    return event["id"]\n');

const runtime = createLambdaRuntime({ world: createWorld(), awsEndpointUrl: () => 'http://127.0.0.1:4566', onEvent: () => {} });
for (const [functionName, handler, settings] of [
  ['mixed', 'mixed.handler', {}],
  ['stream', 'mixed.stream', {}],
  ['saved', 'saved.handler', {}],
  ['python', 'answers.handler', { runtime: 'python3.12', codeRoot: join(code, 'python') }],
] as const) {
  runtime.putFunction({
    functionName,
    functionArn: `arn:aws:lambda:us-east-1:123456789012:function:${functionName}`,
    runtime: 'nodejs20.x',
    handler,
    codeRoot: code,
    buildRoot: undefined,
    environment: {},
    timeoutSeconds: 2,
    memorySizeMb: 128,
    ephemeralStorageMb: 512,
    ...settings,
  });
}

/** By act: how often in a thousand calls, and the error it must end in. */
const acts: readonly (readonly [string, number, RegExp | undefined])[] = [
  ['throw', 30, /^Error$/],
  ['exit', 5, /^Runtime\.ExitError$/],
  ['crash', 2, /^Runtime\.ExitError$/],
  ['reject', 5, /^Runtime\.UnhandledPromiseRejection$/],
  ['hang', 2, /^Sandbox\.Timedout$/],
  ['spin', 1, /^Sandbox\.Timedout$/],
  ['slow', 20, undefined],
  ['flood', 1, undefined],
  ['hoard', 1, /^Runtime\.(OutOfMemory|ExitError)$/],
  ['fork', 2, undefined],
];

let [asked, answered, wrong] = [0, 0, 0];
const request = (functionName: string, event: object) => ({
  functionName,
  payload: JSON.stringify(event),
  invokedFunctionArn: functionName,
  traceId: 'Root=1-soak',
});

async function call(id: number): Promise<void> {
  asked += 1;
  const dice = id % 1000;
  let from = 0;
  const act = acts.find(([, share]) => {
    from += share;
    return dice < from;
  });
  if (act) check(id, await runtime.invoke(request('mixed', { id, act: act[0] })), act[2]);
  else if (dice < 200) check(id, await runtime.invoke(request('saved', { id })), undefined);
  else if (dice < 210) check(id, await runtime.invoke(request('python', { id })), undefined);
  else if (dice < 240) await stream(id, dice < 220);
  else check(id, await runtime.invoke(request('mixed', { id })), undefined);
  answered += 1;
}

/** @param leaves whether the reader goes before the end */
async function stream(id: number, leaves: boolean): Promise<void> {
  const { chunks, result } = await runtime.invokeWithResponseStream(request('stream', { id }));
  let last = '';
  for await (const chunk of chunks) {
    last = chunk.subarray(-20).toString();
    if (leaves) break;
  }
  const { functionError } = await result;
  if (functionError !== undefined || (!leaves && !last.endsWith(String(id)))) wrong += 1;
}

function check(id: number, { payload, functionError }: InvocationResult, error: RegExp | undefined): void {
  const text = payload.toString();
  const fits = functionError === undefined ? error === undefined && text === String(id) : error?.test(JSON.parse(text).errorType);
  if (fits) return;
  wrong += 1;
  console.log(`call ${id}: ${text.slice(0, 200)}`);
}

const childrenOf = (pid: number): number =>
  readdirSync('/proc').filter((it) => {
    try {
      return /^\d+$/.test(it) && readFileSync(`/proc/${it}/stat`, 'latin1').split(') ')[1]?.split(' ')[1] === String(pid);
    } catch {
      return false;
    }
  }).length;
/** What the functions started, wherever it hangs now. */
const left = (): number =>
  readdirSync('/proc').filter((it) => {
    try {
      return /^\d+$/.test(it) && readFileSync(`/proc/${it}/environ`, 'latin1').includes(`LAMBDA_TASK_ROOT=${code}`);
    } catch {
      return false;
    }
  }).length;
const figures = (): string =>
  [
    `${asked} asked`,
    `${answered} answered`,
    `${wrong} wrong`,
    `${childrenOf(process.pid)} processes`,
    `${readdirSync('/proc/self/fd').length} descriptors`,
    `${(process.memoryUsage().rss / 1024 / 1024).toFixed(0)} MB`,
  ].join(', ');

const until = performance.now() + minutes * 60_000;
let id = 0;
let version = 0;
const saving = setInterval(() => {
  version += 1;
  writeFileSync(join(code, 'saved.ts'), saved(version));
}, saveEveryMs);
const reporting = setInterval(() => console.log(`${((performance.now() / 60_000) | 0).toString().padStart(3)} min  ${figures()}`), 60_000);
await runtime.warmUp();
console.log(`start    ${figures()}`);
await Promise.all(
  Array.from({ length: clients }, async () => {
    while (performance.now() < until) {
      id += 1;
      await call(id);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }),
);
clearInterval(saving);
clearInterval(reporting);
console.log(`load off ${figures()}, ${version} saves`);
await runtime.stop();
await new Promise((resolve) => setTimeout(resolve, 500));
console.log(`stopped  ${figures()}, ${left()} left behind`);
rmSync(code, { recursive: true, force: true });
if (wrong > 0 || asked !== answered || left() > 0) process.exitCode = 1;
