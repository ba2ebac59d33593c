// Covers what a handler is given and what it answers. Failures are in errors.test.ts, log lines in logs.test.ts.
import { afterAll, expect, test } from 'vitest';
import { configure, startRuntime } from './run-function.ts';

const lambda = startRuntime();
afterAll(() => lambda.runtime.stop());

// Source of each: AWS Lambda Node.js runtime interface client.
test.each([
  { name: 'an async handler', handler: 'answers.echo', event: { a: [1, 'ü'] }, result: { a: [1, 'ü'] } },
  { name: 'a callback', handler: 'answers.callback', event: { name: 'x' }, result: { called: 'x' } },
  { name: 'a callback that waits for the event loop', handler: 'answers.callbackThenWork', result: 'worked' },
  { name: 'a callback that does not wait', handler: 'answers.callbackWithoutWaiting', result: 'at once' },
  { name: 'context.succeed', handler: 'answers.succeed', result: 'succeeded' },
  { name: 'context.done, of which the first call counts', handler: 'answers.doneTwice', result: 'first' },
  { name: 'a synchronous handler, whose result is ignored', handler: 'answers.sync', result: null },
  { name: 'a handler that answers nothing', handler: 'answers.nothing', result: null },
  { name: 'a nested export', handler: 'answers.nested.deep.handler', result: 'deep' },
  { name: 'a file in a folder', handler: 'routes/users.list', result: ['ann'] },
  { name: 'an absolute require from the code root, as NODE_PATH allows', handler: 'answers.requireFromRoot', result: ['ann'] },
  { name: 'an ES module with top-level await', codeRoot: 'modules', handler: 'answers.handler', result: 'top-level await' },
  { name: 'a CommonJS file among ES modules', codeRoot: 'modules', handler: 'common.handler', result: 'common' },
  { name: 'TypeScript', codeRoot: 'typescript', handler: 'answers.handler', event: { name: 'Ann' }, result: 'Hello, Ann!' },
  { name: 'a streaming handler', handler: 'answers.streamed', result: { parts: 2 } },
  { name: 'a synchronous result on nodejs24.x', runtime: 'nodejs24.x', handler: 'answers.sync', result: 'ignored before Node.js 24' },
])('answers $name', async ({ result, event, name: _, ...settings }) => {
  const answer = await lambda.invoke(
    { ...settings, functionName: `${settings.handler}-${settings.runtime ?? ''}`.replaceAll(/\W/g, '-') },
    event,
  );
  expect(answer.trace.error).toBeUndefined();
  expect(answer.body).toEqual(result);
});

// Source: "Response streaming for Lambda functions", AWS Lambda developer guide.
test('a streamed response with a prelude has it in front, and eight NUL bytes between', async () => {
  await lambda.invoke({ handler: 'answers.echo', functionName: 'prelude' }, 1);
  lambda.runtime.putFunction(configure({ handler: 'answers.streamedWithPrelude', functionName: 'prelude' }));
  const { payload } = await lambda.runtime.invoke({ functionName: 'prelude', payload: '{}', invokedFunctionArn: 'arn', traceId: '' });
  expect(payload.toString()).toBe(`{"statusCode":201}${'\0'.repeat(8)}created`);
});

test('keeps the environment warm: module state survives, and the second call is no cold start', async () => {
  const first = await lambda.invoke({ handler: 'answers.count' });
  const second = await lambda.invoke({ handler: 'answers.count' });
  expect([first.body, second.body]).toEqual([1, 2]);
  expect([first.trace.coldStart, second.trace.coldStart]).toEqual([true, false]);
});

test('gives the handler a context as on AWS', async () => {
  const { body, trace } = await lambda.invoke<{ readonly remaining: number; readonly logStreamName: string }>({
    handler: 'answers.context',
    functionName: 'context',
    memorySizeMb: 256,
    timeoutSeconds: 5,
  });
  const { remaining, logStreamName, ...rest } = body;
  expect(rest).toEqual({
    callbackWaitsForEmptyEventLoop: true,
    functionName: 'context',
    functionVersion: '$LATEST',
    memoryLimitInMB: '256',
    logGroupName: '/aws/lambda/context',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:context',
    awsRequestId: trace.requestId,
    cwd: configure({ handler: '' }).codeRoot,
  });
  expect(logStreamName).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
  expect(remaining).toBeGreaterThan(4000);
  expect(remaining).toBeLessThanOrEqual(5000);
});

test('gives the function its own variables and nothing of the shell', async () => {
  const settings = { handler: 'answers.environment', environment: { TABLE_NAME: 'users', TZ: 'Europe/Berlin', AWS_REGION: 'eu-north-1' } };
  const { body } = await lambda.invoke<{ readonly variables: object; readonly hourOfNoonUtc: number }>(settings);
  const recordedOnAws = [
    ...['AWS_ACCESS_KEY_ID', 'AWS_DEFAULT_REGION', 'AWS_EXECUTION_ENV', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'AWS_LAMBDA_FUNCTION_NAME'],
    ...['AWS_LAMBDA_FUNCTION_VERSION', 'AWS_LAMBDA_INITIALIZATION_TYPE', 'AWS_LAMBDA_LOG_GROUP_NAME', 'AWS_LAMBDA_LOG_STREAM_NAME'],
    ...[
      'AWS_LAMBDA_RUNTIME_API',
      'AWS_REGION',
      'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'AWS_XRAY_CONTEXT_MISSING',
      'AWS_XRAY_DAEMON_ADDRESS',
    ],
    ...[
      'LAMBDA_RUNTIME_DIR',
      'LAMBDA_TASK_ROOT',
      'LANG',
      'LD_LIBRARY_PATH',
      'NODE_PATH',
      'PATH',
      'PWD',
      'SHLVL',
      'TZ',
      '_AWS_XRAY_DAEMON_ADDRESS',
    ],
    ...['_AWS_XRAY_DAEMON_PORT', '_HANDLER', '_X_AMZN_TRACE_ID'],
  ];
  const ours = [
    'AWS_CONFIG_FILE',
    'AWS_EC2_METADATA_DISABLED',
    'AWS_ENDPOINT_URL',
    'AWS_SHARED_CREDENTIALS_FILE',
    'GATEWRIGHT_LOCAL',
    'TMPDIR',
  ];
  expect(Object.keys(body.variables).sort()).toEqual([...recordedOnAws, ...ours, 'TABLE_NAME'].sort());
  expect(body.variables).toMatchObject({
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
    AWS_REGION: 'us-east-1',
    TABLE_NAME: 'users',
    _HANDLER: 'answers.environment',
    _X_AMZN_TRACE_ID: 'Root=1-test',
  });
  expect(body.hourOfNoonUtc).toBe(14);
});
