// Covers what keeps functions apart from each other, from the engine, and from AWS itself.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { configure, type Failed, startRuntime } from './run-function.ts';

const lambda = startRuntime();
const root = realpathSync(mkdtempSync(join(tmpdir(), 'gatewright-isolation-')));
afterAll(async () => {
  await lambda.runtime.stop();
  rmSync(root, { recursive: true, force: true });
});

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    // Dead, and only not yet fetched by the system's first process.
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

/** Resolves when a process has ended: `tail --pid` returns then. The kernel takes a moment for those that it is told to kill. */
const ended = (pid: number): Promise<void> =>
  new Promise((resolve) => execFile('tail', [`--pid=${pid}`, '-s', '0.05', '-f', '/dev/null'], { timeout: 5_000 }, () => resolve()));

test.each(['http', 'https', 'fetch', 'net', 'tls', 'dns', 'metadata', 'sdk'])(
  'a connection to AWS itself by %s is stopped, and told',
  async (by) => {
    const answer = await lambda.invoke({ handler: 'egress.handler', functionName: `egress-${by}`, timeoutSeconds: 10 }, { by });
    expect(answer.body).toMatch(
      /gatewright stopped a connection to (dynamodb\.us-east-1\.amazonaws\.com|169\.254\.169\.254): a local run does not reach AWS/,
    );
    expect(answer.trace.awsCalls.at(0)).toMatchObject({ statusCode: 0, error: expect.stringMatching(/stopped/) });
  },
);

test('everything else may be reached', async () => {
  const server = createServer((_request, response) => response.end('local')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await lambda.invoke({ handler: 'egress.local', functionName: 'egress-local' }, { url: `http://127.0.0.1:${port}/` });
  server.close();
  expect(answer.body).toBe('local');
});

test("an invocation's AWS calls are in its trace, by the credentials of its environment", async () => {
  const running = lambda.invoke({ handler: 'egress.credentials', functionName: 'credentials' });
  const { line } = await lambda.event('log', (it) => it.functionName === 'credentials' && it.line.includes('ASIA'));
  const accessKeyId = /ASIA[0-9A-F]{16}/.exec(line)?.[0] ?? '';
  const call = { service: 'dynamodb', operation: 'GetItem', resource: 'users', statusCode: 200, durationMs: 1 };
  lambda.runtime.recordAwsCall(accessKeyId, call);
  lambda.runtime.recordAwsCall('ASIAOTHER', call);
  expect((await running).trace.awsCalls).toEqual([call]);
});

// Source: recorded on AWS; "Lambda quotas": only /tmp can be written to.
test.each([
  { by: 'writeFileSync', answer: /^EROFS EROFS: read-only file system, open '.*written'$/ },
  { by: 'writeFile', answer: /^EROFS .*open '/ },
  { by: 'callback', answer: /^EROFS .*open '/ },
  { by: 'stream', answer: /^EROFS .*open '/ },
  { by: 'open', answer: /^EROFS .*open '/ },
  { by: 'mkdir', answer: /^EROFS .*mkdir '/ },
  { by: 'unlink', answer: /^EROFS .*unlink '.*writes\.js'$/ },
  { by: 'rename', answer: /^EROFS .*rename '.*writes\.js' -> '.*written'$/ },
  { by: 'reading', answer: /^done$/ },
  { by: 'existing', answer: /^done$/ },
  { by: 'missing', answer: /^done$/ },
  { by: 'writeFileSync', temporary: true, answer: /^done$/ },
  { by: 'stream', temporary: true, answer: /^opened$/ },
])('the code folder is not written to: $by', async ({ answer, ...event }) => {
  expect((await lambda.invoke({ handler: 'writes.handler', functionName: 'writes' }, event)).body).toMatch(answer);
});

test("temporary files are each environment's own", async () => {
  const answers = await Promise.all(
    ['a', 'b'].map((text) => lambda.invoke({ handler: 'egress.temporary', functionName: `temporary-${text}` }, { text })),
  );
  expect(answers.map((it) => it.body)).toEqual([['a'], ['b']]);
});

type Pid = number | { readonly pid: number };

test('stop() leaves no process behind', async () => {
  const other = startRuntime();
  const pids: number[] = (
    await Promise.all([
      other.invoke<Pid>({ handler: 'egress.pid' }),
      other.invoke<Pid>({ handler: 'load.spin', timeoutSeconds: 60 }, { ms: 1 }),
    ])
  ).map(({ body }) => (typeof body === 'number' ? body : body.pid));
  const spinning = other.runtime.invoke({
    functionName: configure({ handler: 'load.spin' }).functionName,
    payload: '{"ms":60000}',
    invokedFunctionArn: 'arn',
    traceId: '',
  });
  await other.event('log', (it) => it.line.startsWith('START') && it.functionName.includes('spin') && other.events.indexOf(it) > 5);
  await other.runtime.stop();
  void spinning;
  expect(pids.filter(isRunning)).toEqual([]);
});

test('nor does an engine that is killed, even under a function that spins', { timeout: 60_000 }, async () => {
  const engine = join(root, 'engine.mjs');
  const entry = `
    import { createLambdaRuntime } from ${JSON.stringify(fileURLToPath(new URL('../../src/lambda/create-lambda-runtime.ts', import.meta.url)))};
    import { createWorld } from ${JSON.stringify(fileURLToPath(new URL('../../src/world/world.ts', import.meta.url)))};
    const runtime = createLambdaRuntime({ world: createWorld(), awsEndpointUrl: () => '', onEvent: (it) => it.type === 'log' && it.line.includes('PID') && console.log(it.line) });
    for (const name of ['idle', 'spins']) {
      runtime.putFunction({ ...${JSON.stringify(configure({ handler: 'x' }))}, timeoutSeconds: 60, functionName: name, handler: 'egress.' + name });
      runtime.invoke({ functionName: name, payload: '{}', invokedFunctionArn: '', traceId: '' });
    }`;
  await build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    outfile: engine,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['esbuild', 'yaml'],
    conditions: ['source'],
    banner: { js: `import { createRequire as c } from 'node:module'; const require = c(${JSON.stringify(import.meta.url)});` },
  });
  const bootstrap = fileURLToPath(new URL('../../src/lambda/bootstrap/main.ts', import.meta.url));
  await build({ entryPoints: [bootstrap], outfile: join(root, 'lambda-bootstrap.cjs'), bundle: true, format: 'cjs', platform: 'node' });
  const child = spawn(process.execPath, [engine], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pids = await new Promise<readonly number[]>((resolve) => {
    const found: number[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      for (const [, pid] of text.matchAll(/PID (\d+)/g)) found.push(Number(pid));
      if (found.length === 2) resolve(found);
    });
  });
  expect(pids.filter(isRunning)).toEqual(pids);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('close', resolve));
  // `tail --pid` returns when the process is gone.
  for (const pid of pids)
    await new Promise((resolve) => execFile('tail', [`--pid=${pid}`, '-s', '0.05', '-f', '/dev/null'], { timeout: 20_000 }, resolve));
  expect(pids.filter(isRunning)).toEqual([]);
});

test('two runtimes do not know each other', async () => {
  const other = startRuntime();
  await lambda.invoke({ handler: 'answers.count', functionName: 'same' });
  expect((await other.invoke({ handler: 'answers.count', functionName: 'same' })).body).toBe(1);
  await other.runtime.stop();
});

test('variables that Node reads at its start count too', async () => {
  writeFileSync(join(root, 'preload.cjs'), 'globalThis.preloaded = true;');
  const answer = await lambda.invoke({
    handler: 'egress.preloaded',
    environment: { NODE_OPTIONS: `--require ${join(root, 'preload.cjs')}` },
  });
  expect(answer.body).toBe(true);
});

test('processes that the function started end with it', async () => {
  const { pid } = (await lambda.invoke<{ readonly pid: number }>({ handler: 'egress.startsProcess' })).body;
  expect(isRunning(pid)).toBe(true);
  expect((await lambda.invoke<Failed>({ handler: 'egress.startsProcess' }, { hang: true })).body.errorType).toBe('Sandbox.Timedout');
  await ended(pid);
  expect(isRunning(pid)).toBe(false);
});

test('a process that the function left behind does not hold its answer back, and is ended', async () => {
  const startedAt = performance.now();
  const answer = await lambda.invoke<Failed>({ handler: 'egress.leavesChild', timeoutSeconds: 15 });
  expect(answer.body.errorType).toBe('Runtime.ExitError');
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  const pid = Number(/PID (\d+)/.exec(answer.logTail)?.[1]);
  await ended(pid);
  expect(isRunning(pid)).toBe(false);
});

test.runIf(process.platform === 'linux')(
  'a function that starts processes without end is ended, and they with it',
  { timeout: 60_000 },
  async () => {
    const answer = await lambda.invoke<Failed>({ handler: 'egress.startsMany', timeoutSeconds: 40 }, { count: 1300 });
    expect(answer.body).toMatchObject({ errorType: 'Runtime.ExitError', errorMessage: expect.stringMatching(/signal: killed$/) });
    expect(answer.logTail).toMatch(/gatewright ended this function: it ran more than the 1024 processes and threads that AWS allows/);
    expect((await lambda.invoke({ handler: 'answers.echo', functionName: 'unharmed' }, 1)).body).toBe(1);
  },
);

test.each(['writeFileSync', 'appendFile', 'writeSync', 'stream'])(
  'the temporary folder holds EphemeralStorage and no more: %s',
  async (by) => {
    const settings = { handler: 'writes.fill', functionName: `fills-${by}`, ephemeralStorageMb: 8, timeoutSeconds: 20, memorySizeMb: 256 };
    expect((await lambda.invoke(settings, { by, most: 8 })).body).toEqual([8]);
    expect((await lambda.invoke(settings, { by: 'writeSync', most: 2 })).body).toEqual([
      0,
      'ENOSPC',
      'ENOSPC: no space left on device, write',
    ]);
    const over = { ...settings, functionName: `overfills-${by}` };
    expect((await lambda.invoke<readonly unknown[]>(over, { by, most: 20 })).body.slice(0, 2)).toEqual([8, 'ENOSPC']);
  },
);

test.each([3, 4])('what a function writes to descriptor %d harms nobody else', async (descriptor) => {
  const settings = { handler: 'egress.garbage', functionName: `garbage-${descriptor}` };
  // On 4 the answer may be read before the garbage is.
  const { body } = await lambda.invoke<Failed | number>(settings, { descriptor });
  expect(descriptor === 4 ? [1, 'Runtime.ExitError'] : ['Runtime.ExitError']).toContain(typeof body === 'number' ? body : body.errorType);
  expect((await lambda.invoke({ handler: 'answers.echo', functionName: 'unharmed' }, 1)).body).toBe(1);
});

test('invocations under way when the engine stops are answered', async () => {
  const other = startRuntime();
  const waiting = other.invoke({ handler: 'load.sleep', timeoutSeconds: 60 }, { ms: 60_000 });
  await other.event('log', (it) => it.line.startsWith('START'));
  await other.runtime.stop();
  expect((await waiting).body).toMatchObject({ errorType: 'Runtime.ExitError', errorMessage: expect.stringMatching(/signal: killed$/) });
});
