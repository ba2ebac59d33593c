// Covers the lines that CloudWatch Logs would show. Sources: recorded on AWS; AWS Lambda Node.js runtime interface client; "Log and monitor
// Node.js Lambda functions", AWS Lambda developer guide.
import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { brokenProject } from './broken-project.ts';
import { startRuntime } from './run-function.ts';

const lambda = startRuntime();
const broken = brokenProject();
afterAll(async () => {
  await lambda.runtime.stop();
  rmSync(broken, { recursive: true });
});

const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
const report = String.raw`REPORT RequestId: ID\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\t`;

test.each([
  {
    handler: 'logs.levels',
    lines: [
      'TIME\tID\tINFO\tlog one { two: 2 }',
      'TIME\tID\tINFO\tinfo',
      'TIME\tID\tWARN\twarn',
      'TIME\tID\tERROR\terror',
      'TIME\tID\tDEBUG\tdebug',
      'TIME\tID\tTRACE\ttrace',
    ],
  },
  { handler: 'logs.lines', lines: ['TIME\tID\tINFO\tfirst\rsecond', 'whole line', 'without end'] },
  { handler: 'logs.direct', lines: ['to the descriptor', 'from a process'] },
  {
    handler: 'logs.error',
    lines: [
      /^TIME\tID\tERROR\tInvoke Error \t\{"errorType":"TypeError","errorMessage":"broken","stack":\["TypeError: broken",".*logs\.js:21:\d+\)"\]\}$/,
    ],
  },
  {
    handler: 'logs.slow',
    timeoutSeconds: 1,
    lines: ['TIME\tID\tINFO\twaiting', 'TIME ID Task timed out after 1.00 seconds\n'],
    reportEnds: 'Status: timeout\t',
  },
  {
    handler: 'logs.exit',
    lines: ['TIME\tID\tINFO\tlast words', 'RequestId: ID Error: Runtime exited with error: exit status 1\nRuntime.ExitError'],
    reportEnds: 'Status: error\tError Type: Runtime.ExitError\t',
  },
])('writes the lines of $handler', async ({ handler, lines, reportEnds = '', ...settings }) => {
  const answer = await lambda.invoke({ handler, ...settings });
  const id = answer.trace.requestId;
  const masked = lambda.logOf(answer).map((line) => line.replaceAll(id, 'ID').replaceAll(new RegExp(`^${time}`, 'g'), 'TIME'));
  expect(masked).toEqual([
    'START RequestId: ID Version: $LATEST',
    ...lines.map((it) => (typeof it === 'string' ? it : expect.stringMatching(it))),
    'END RequestId: ID',
    expect.stringMatching(new RegExp(`^${report}${reportEnds}$`)),
  ]);
  expect(answer.logTail).toBe(`${lambda.logOf(answer).join('\n')}\n`);
});

test('logs the initialisation before the first request, with no id', async () => {
  await lambda.invoke({ handler: 'logs.levels', functionName: 'loaded' });
  const lines = lambda.events.flatMap((it) =>
    it.type === 'log' && it.functionName === 'loaded' && it.requestId === undefined ? [it.line] : [],
  );
  expect(lines).toEqual([
    expect.stringMatching(/^INIT_START Runtime Version: nodejs:20\.v[\d.]+\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:\S+$/),
    expect.stringMatching(new RegExp(`^${time}\tundefined\tINFO\tloaded$`)),
  ]);
});

test('a failed initialisation is logged, and tried again inside the first invocation', async () => {
  const answer = await lambda.invoke({ codeRoot: broken, handler: 'throws.handler', functionName: 'throws' });
  const all = lambda.events.flatMap((it) =>
    it.type === 'log' && it.functionName === 'throws'
      ? [it.line.replaceAll(answer.trace.requestId, 'ID').split('\t').slice(0, 3).join('\t')]
      : [],
  );
  expect(all).toEqual([
    expect.stringMatching(/^INIT_START /),
    expect.stringMatching(new RegExp(`^${time}\tundefined\tERROR$`)),
    expect.stringMatching(/^INIT_REPORT Init Duration: [\d.]+ ms\tPhase: init\tStatus: error$/),
    'START RequestId: ID Version: $LATEST',
    expect.stringMatching(new RegExp(`^${time}\tundefined\tERROR$`)),
    expect.stringMatching(/^INIT_REPORT Init Duration: [\d.]+ ms\tPhase: invoke\tStatus: error$/),
    'END RequestId: ID',
    expect.stringMatching(/^REPORT RequestId: ID/),
  ]);
});

test('keeps the first megabyte of a flood that comes while the code is loaded', async () => {
  await lambda.invoke({ handler: 'flooding.handler', timeoutSeconds: 30, memorySizeMb: 256 });
  const outside = lambda.events.flatMap((it) =>
    it.type === 'log' && it.functionName.includes('flooding') && !it.requestId ? [it.line] : [],
  );
  expect(outside.join('').length).toBeLessThan(1_100_000);
  expect(outside.at(-1)).toMatch(/left out 7\d{3} more log lines from outside of invocations/);
});

test('keeps the first megabyte of a flood and says what was left out', async () => {
  const answer = await lambda.invoke({ handler: 'logs.flood', timeoutSeconds: 30, memorySizeMb: 256 });
  expect(answer.body).toBe('done');
  const lines = lambda.logOf(answer);
  expect(lines.length).toBeLessThan(12_000);
  expect(lines.at(-3)).toMatch(/left out 19\d{4} more log lines/);
  expect(Buffer.byteLength(answer.logTail)).toBeLessThanOrEqual(4096);
});

test('writes JSON records where LoggingConfig asks for them', async () => {
  const logging = { logFormat: 'JSON', applicationLogLevel: 'INFO' } as const;
  const answer = await lambda.invoke({ handler: 'logs.json', logging });
  const requestId = answer.trace.requestId;
  const timestamp = expect.stringMatching(new RegExp(`^${time}$`));
  expect(lambda.logOf(answer).map((it) => JSON.parse(it))).toEqual([
    { time: timestamp, type: 'platform.start', record: { requestId, version: '$LATEST' } },
    { timestamp, level: 'INFO', requestId, message: 'text' },
    { timestamp, level: 'INFO', requestId, message: { an: 'object' } },
    {
      timestamp,
      level: 'ERROR',
      requestId,
      message: expect.stringMatching(/^failed TypeError: broken\n/),
      errorType: 'TypeError',
      errorMessage: 'broken',
      stackTrace: expect.any(Array),
    },
    {
      time: timestamp,
      type: 'platform.report',
      record: {
        requestId,
        metrics: {
          durationMs: expect.any(Number),
          billedDurationMs: expect.any(Number),
          memorySizeMB: 128,
          maxMemoryUsedMB: expect.any(Number),
          initDurationMs: expect.any(Number),
        },
        status: 'success',
      },
    },
  ]);
});
