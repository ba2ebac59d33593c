// Covers runtimes that ask for their events by the Runtime API: Python, and what users bring along. Node's own way is in invoke.test.ts.
// Sources: "Using the Lambda runtime API for custom runtimes", "Building Lambda functions with Python", AWS Lambda developer guide; AWS Lambda
// Python runtime interface client; AWS Lambda Runtime Interface Emulator for the texts of the API's errors.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { type Answer, configure, startRuntime } from './run-function.ts';

const lambda = startRuntime();
afterAll(() => lambda.runtime.stop());

const functions = fileURLToPath(new URL('./functions/', import.meta.url));

function python(handler: string, event: unknown = {}, settings: object = {}): Promise<Answer> {
  return lambda.invoke({ codeRoot: 'python', runtime: 'python3.12', handler, ...settings }, event);
}

function provided(handler: string, event: unknown = {}, settings: object = {}): Promise<Answer> {
  return lambda.invoke({ codeRoot: 'provided', runtime: 'provided.al2023', handler, ...settings }, event);
}

test.concurrent.each([
  { handler: 'answers.echo', event: { text: 'é 漢', list: [1, null] }, body: { text: 'é 漢', list: [1, null] } },
  { handler: 'answers.decimals', body: { whole: 3, part: 1.5, text: 'é' } },
  { handler: 'pkg/nested.handler', body: 'nested' },
  { handler: 'pkg.nested.handler', body: 'nested' },
])('Python: $handler', async ({ handler, event = {}, body }) => {
  expect((await python(handler, event)).body).toEqual(body);
});

test.concurrent.each([
  {
    handler: 'answers.raises',
    body: {
      errorMessage: 'no such thing',
      errorType: 'ValueError',
      requestId: 'ID',
      stackTrace: [`  File "${functions}python/answers.py", line 54, in raises\n    raise ValueError("no such thing")\n`],
    },
    at: 'answers.py:54',
  },
  {
    handler: 'missing_package.handler',
    body: {
      errorMessage: "Unable to import module 'missing_package': No module named 'no_such_package'",
      errorType: 'Runtime.ImportModuleError',
      requestId: '',
      stackTrace: [],
    },
    hint: /pip install no_such_package/,
  },
  {
    handler: 'answers.none',
    body: {
      errorMessage: "Handler 'none' missing on module 'answers'",
      errorType: 'Runtime.HandlerNotFound',
      requestId: '',
      stackTrace: [],
    },
  },
  {
    handler: 'answers',
    body: {
      errorType: 'Runtime.MalformedHandlerName',
      errorMessage: "Bad handler 'answers': not enough values to unpack (expected 2, got 1)",
    },
  },
  {
    handler: 'sys.exit',
    body: { errorType: 'Runtime.BuiltInModuleConflict', errorMessage: 'Cannot use built-in module sys as a handler module' },
  },
  {
    handler: 'broken_syntax.handler',
    body: { errorType: 'Runtime.UserCodeSyntaxError', errorMessage: expect.stringMatching(/^Syntax error in module 'broken_syntax': /) },
    at: 'broken_syntax.py:1',
  },
  { handler: 'raises_loading.handler', body: { errorType: 'KeyError', errorMessage: "'while loading'" }, at: 'raises_loading.py:1' },
  {
    handler: 'answers.unserialisable',
    body: {
      errorType: 'Runtime.MarshalError',
      errorMessage: 'Unable to marshal response: Object of type set is not JSON serializable',
      stackTrace: [],
    },
  },
  {
    handler: 'answers.exits',
    body: { errorType: 'Runtime.ExitError', errorMessage: 'RequestId: ID Error: Runtime exited with error: exit status 3' },
  },
  {
    handler: 'answers.slow',
    settings: { timeoutSeconds: 1 },
    body: { errorType: 'Sandbox.Timedout', errorMessage: 'RequestId: ID Error: Task timed out after 1.00 seconds' },
  },
  {
    handler: 'answers.reaches_aws',
    body: { errorType: 'URLError', errorMessage: expect.stringMatching(/gatewright stopped a connection/) },
  },
])('Python: $handler fails', async ({ handler, body, settings, at, hint }) => {
  const answer = await python(handler, {}, { ...settings, functionName: `fails-${handler.replaceAll(/\W/g, '-')}` });
  const { requestId, error } = answer.trace;
  expect(answer.functionError).toBe('Unhandled');
  expect(JSON.parse(answer.payload.toString().replaceAll(requestId, 'ID'))).toMatchObject(body);
  if (at !== undefined) expect(error?.at && `${error.at.file.split('/').at(-1)}:${error.at.line}`).toBe(at);
  if (hint) expect(error?.hint).toMatch(hint);
});

test('Python: context, environment and client context', async () => {
  const configuration = configure({ codeRoot: 'python', runtime: 'python3.12', handler: 'answers.described', functionName: 'described' });
  lambda.runtime.putFunction(configuration);
  const { payload, trace } = await lambda.runtime.invoke({
    functionName: 'described',
    payload: '{}',
    invokedFunctionArn: `${configuration.functionArn}:live`,
    traceId: 'Root=1-test',
    clientContext: '{"custom":{"ключ":1}}',
    cognitoIdentity: '{"cognitoIdentityId":"us-east-1:me","cognitoIdentityPoolId":"pool"}',
  });
  const { remaining, ...seen } = JSON.parse(payload.toString());
  expect(remaining).toBeGreaterThan(1000);
  expect(seen).toEqual({
    id: trace.requestId,
    arn: `${configuration.functionArn}:live`,
    name: 'described',
    version: '$LATEST',
    memory: '128',
    group: '/aws/lambda/described',
    custom: { ключ: 1 },
    identity: 'us-east-1:me',
    trace: 'Root=1-test',
    root: true,
    env: 'AWS_Lambda_python3.12',
    leaked: [],
  });
});

test('Python: an environment stays, and logs as AWS does', async () => {
  expect((await python('answers.counts')).body).toBe(1);
  expect((await python('answers.counts')).body).toBe(2);
  const answer = await python('answers.logs');
  const lines = lambda.logOf(answer).map((it) => it.replaceAll(answer.trace.requestId, 'ID').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, 'TIME'));
  expect(lines.slice(0, -1)).toEqual([
    'START RequestId: ID Version: $LATEST',
    'printed',
    '[INFO]\tTIME\tID\tlogged 1',
    'to stderr',
    'END RequestId: ID',
  ]);
  const failed = await python('answers.raises', {}, { functionName: 'logs-of-error' });
  expect(lambda.logOf(failed).slice(1, 5)).toEqual([
    '[ERROR] ValueError: no such thing',
    'Traceback (most recent call last):',
    expect.stringMatching(/^\u00a0\u00a0File ".*answers\.py", line 54, in raises$/),
    '\u00a0\u00a0\u00a0\u00a0raise ValueError("no such thing")',
  ]);
});

test('a bootstrap of the user answers, fails, and says that it cannot begin', async () => {
  const answer = await provided('any.thing', { a: 1 });
  expect(answer.body).toEqual({ got: { a: 1 } });
  expect(lambda.logOf(answer)).toContain('event {"a":1}');
  const failed = await provided('fails.now', {}, { functionName: 'provided-fails' });
  expect(failed.functionError).toBe('Unhandled');
  expect(failed.body).toEqual({ errorMessage: 'failed', errorType: 'Custom.Failed', stackTrace: ['here'] });
  const unbegun = await provided('broken.init', {}, { functionName: 'provided-init' });
  expect(unbegun.body).toEqual({ errorMessage: 'cannot begin', errorType: 'Custom.Broken' });
});

test('the Runtime API refuses what is out of order, too large, or of another API', async () => {
  const answer = await provided('probe.all', {}, { functionName: 'provided-probe' });
  expect(answer.body).toEqual({
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
  });
  // It is said when the invocation is over already: by then the environment is frozen, and goes on with the next one.
  void provided('probe.all', {}, { functionName: 'provided-probe' });
  const { line } = await lambda.event('log', (it) => it.functionName === 'provided-probe' && it.line.includes('|'));
  expect(line.split('|')).toEqual([
    '{"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"} 400',
    expect.stringMatching(/^\{"errorMessage":"gatewright runs no Lambda extensions.*501$/),
    expect.stringMatching(
      /^\{"errorMessage":"State transition from Running to Ready failed for runtime\. Error: .*InvalidStateTransition"\} 403$/,
    ),
    '{"errorMessage":"Exceeded maximum allowed payload size (6291556 bytes).","errorType":"RequestEntityTooLarge"} 413',
  ]);
});

test('a bootstrap of the user streams', async () => {
  lambda.runtime.putFunction(
    configure({ codeRoot: 'provided', runtime: 'provided.al2', handler: 'streams.now', functionName: 'provided-streams' }),
  );
  const streamed = await lambda.runtime.invokeWithResponseStream({
    functionName: 'provided-streams',
    payload: '{}',
    invokedFunctionArn: 'arn',
    traceId: '',
  });
  const chunks: string[] = [];
  for await (const chunk of streamed.chunks) chunks.push(chunk.toString());
  expect(streamed.contentType).toBe('text/plain');
  expect(chunks.join('')).toBe('onetwo');
});

test('what a process has started ends with it', async () => {
  const answer = await provided('forks.now', {}, { functionName: 'provided-forks', timeoutSeconds: 1 });
  expect(answer.body).toMatchObject({ errorType: 'Sandbox.Timedout' });
  const sleepers = (): readonly string[] =>
    readdirSync('/proc').filter((it) => {
      if (!/^\d+$/.test(it)) return false;
      try {
        const environment = readFileSync(`/proc/${it}/environ`, 'latin1');
        return (
          environment.includes('AWS_LAMBDA_FUNCTION_NAME=provided-forks\0') && readFileSync(`/proc/${it}/comm`, 'latin1') === 'sleep\n'
        );
      } catch {
        return false;
      }
    });
  // The kernel takes a moment for those that it is told to kill.
  for (const pid of sleepers())
    await new Promise((resolve) => execFile('tail', [`--pid=${pid}`, '-s', '0.05', '-f', '/dev/null'], { timeout: 5_000 }, resolve));
  expect(sleepers()).toEqual([]);
});

test('a function without a bootstrap fails as on AWS', async () => {
  const answer = await lambda.invoke({ codeRoot: 'modules', runtime: 'provided.al2023', handler: 'x.y', functionName: 'no-bootstrap' });
  expect(answer.body).toEqual({
    errorType: 'Runtime.InvalidEntrypoint',
    errorMessage: `RequestId: ${answer.trace.requestId} Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]`,
  });
});
