// Covers what an invocation answers when the function fails, and how the failure is explained. Log lines are in logs.test.ts.
// Sources: AWS Lambda Node.js runtime interface client; recorded on AWS (time limit, exits, size of the answer).
import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { brokenProject } from './broken-project.ts';
import { type Failed, startRuntime } from './run-function.ts';

const lambda = startRuntime();
const broken = brokenProject();
afterAll(async () => {
  await lambda.runtime.stop();
  rmSync(broken, { recursive: true });
});

interface Case {
  readonly handler: string;
  readonly errorType: string;
  readonly errorMessage: string | RegExp;
  readonly codeRoot?: string;
  readonly runtime?: string;
  readonly timeoutSeconds?: number;
  readonly memorySizeMb?: number;
  /** FILE:LINE of the explanation. */
  readonly at?: string;
  readonly hint?: RegExp;
}

const cases: readonly Case[] = [
  { handler: 'failures.throwsError', errorType: 'TypeError', errorMessage: 'no such thing', at: 'failures.js:2' },
  { handler: 'failures.throwsSync', errorType: 'Error', errorMessage: 'at once', at: 'failures.js:5' },
  { handler: 'failures.throwsText', errorType: 'string', errorMessage: 'just text' },
  { handler: 'failures.throwsNothing', errorType: 'string', errorMessage: 'handled' },
  { handler: 'failures.throwsSimilar', errorType: 'Custom', errorMessage: 'like an error' },
  {
    handler: 'failures.undefinedName',
    errorType: 'ReferenceError',
    errorMessage: 'getUsers is not defined',
    at: 'failures.js:16',
    hint: /import getUsers/,
  },
  { handler: 'failures.callbackError', errorType: 'Error', errorMessage: 'called back', at: 'failures.js:17' },
  { handler: 'failures.callbackText', errorType: 'string', errorMessage: 'refused' },
  { handler: 'failures.contextFail', errorType: 'Error', errorMessage: 'failed', at: 'failures.js:19' },
  { handler: 'failures.contextFailWithNothing', errorType: 'string', errorMessage: 'handled' },
  { handler: 'failures.circular', errorType: 'Error', errorMessage: 'Unable to stringify response body' },
  { handler: 'failures.bigint', errorType: 'Error', errorMessage: 'Unable to stringify response body' },
  { handler: 'failures.never', errorType: 'Runtime.NodeJsExit', errorMessage: /unexpected Node\.js exit code/, hint: /ever settle/ },
  {
    handler: 'failures.tooLarge',
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
  },
  {
    handler: 'failures.exitZero',
    errorType: 'Runtime.ExitError',
    errorMessage: /^RequestId: \S+ Error: Runtime exited without providing a reason$/,
    hint: /exit\(\)/,
  },
  {
    handler: 'failures.exitThree',
    errorType: 'Runtime.ExitError',
    errorMessage: /^RequestId: \S+ Error: Runtime exited with error: exit status 3$/,
  },
  { handler: 'failures.abort', errorType: 'Runtime.ExitError', errorMessage: /Runtime exited with error: signal: aborted$/ },
  { handler: 'failures.killed', errorType: 'Runtime.ExitError', errorMessage: /Runtime exited with error: signal: terminated$/ },
  {
    handler: 'failures.rejection',
    errorType: 'Runtime.UnhandledPromiseRejection',
    errorMessage: 'Error: nobody listens',
    at: 'failures.js:36',
  },
  { handler: 'failures.uncaught', errorType: 'RangeError', errorMessage: 'later', at: 'failures.js:41' },
  {
    handler: 'failures.slow',
    timeoutSeconds: 1,
    errorType: 'Sandbox.Timedout',
    errorMessage: /^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/,
    hint: /Timeout/,
  },
  { handler: 'failures.spin', timeoutSeconds: 1, errorType: 'Sandbox.Timedout', errorMessage: /Task timed out after 1\.00 seconds$/ },
  {
    handler: 'failures.buffers',
    timeoutSeconds: 20,
    errorType: 'Runtime.OutOfMemory',
    errorMessage: /signal: killed$/,
    hint: /MemorySize/,
  },
  { handler: 'failures.missing', errorType: 'Runtime.HandlerNotFound', errorMessage: 'failures.missing is undefined or not exported' },
  { handler: 'failures.notAFunction', errorType: 'Runtime.HandlerNotFound', errorMessage: 'failures.notAFunction is not a function' },
  { handler: 'failures', errorType: 'Runtime.MalformedHandlerName', errorMessage: 'Bad handler', hint: /FILE\.EXPORT/ },
  { handler: '../failures.x', errorType: 'Runtime.MalformedHandlerName', errorMessage: /^'\.\.\/failures\.x' is not a valid handler name/ },
  {
    handler: 'failure.handler',
    errorType: 'Runtime.ImportModuleError',
    errorMessage: "Error: Cannot find module 'failure'\nRequire stack:\n- /var/runtime/index.mjs",
    hint: /Did you mean "failures\.js"/,
  },
  {
    handler: 'failures.callbackStyle',
    runtime: 'nodejs24.x',
    errorType: 'Runtime.CallbackHandlerDeprecated',
    errorMessage: /^ERROR: AWS Lambda has removed support for callback-based/,
  },
  { handler: 'failures.streamNotEnded', errorType: 'string', errorMessage: 'Response stream is not finished.' },
  { handler: 'failures.streamSync', errorType: 'string', errorMessage: 'Streaming does not support non-async handlers.' },
  {
    codeRoot: 'broken',
    handler: 'syntax.handler',
    errorType: 'Runtime.UserCodeSyntaxError',
    errorMessage: "SyntaxError: Unexpected token ';'",
    at: 'syntax.js:2',
  },
  {
    codeRoot: 'broken',
    handler: 'missing-package.handler',
    errorType: 'Runtime.ImportModuleError',
    errorMessage:
      /^Error: Cannot find module 'aws-sdk-that-is-not-there'\nRequire stack:\n- \S+missing-package\.js\n- \/var\/runtime\/index\.mjs$/,
    at: 'missing-package.js:1',
    hint: /npm install aws-sdk-that-is-not-there/,
  },
  {
    codeRoot: 'broken',
    handler: 'missing-file.handler',
    errorType: 'Runtime.ImportModuleError',
    errorMessage: /^Error: Cannot find module '\.\/routs\/users'/,
    at: 'missing-file.js:1',
    hint: /routs\/users/,
  },
  { codeRoot: 'broken', handler: 'throws.handler', errorType: 'RangeError', errorMessage: 'while loading', at: 'throws.js:1' },
  {
    codeRoot: 'broken',
    handler: 'missing-module.handler',
    errorType: 'Error',
    errorMessage: /^Cannot find package 'not-there' imported from \S+missing-module\.mjs$/,
    at: 'missing-module.mjs:1',
    hint: /npm install not-there/,
  },
  {
    codeRoot: 'broken',
    handler: 'module-syntax.handler',
    errorType: 'Runtime.UserCodeSyntaxError',
    errorMessage: "SyntaxError: Unexpected token 'export'",
    at: 'module-syntax.js:1',
    hint: /CommonJS/,
  },
  { codeRoot: 'broken', handler: 'exits.handler', errorType: 'Runtime.ExitError', errorMessage: /exit status 4$/ },
  {
    codeRoot: 'broken',
    handler: 'typed-syntax.handler',
    errorType: 'Runtime.UserCodeSyntaxError',
    errorMessage: /^SyntaxError: Unexpected ";"/,
    at: 'typed-syntax.ts:2',
  },
  {
    codeRoot: 'broken',
    handler: 'typed-import.handler',
    errorType: 'Runtime.ImportModuleError',
    errorMessage: /^Error: Cannot find module '\.\/rotes\.ts'/,
    at: 'typed-import.ts:1',
    hint: /Did you mean "routes\.ts"/,
  },
  { codeRoot: 'typescript', handler: 'answers.throws', errorType: 'RangeError', errorMessage: 'no names in 0', at: 'answers.ts:7' },
];

test.concurrent.each(cases)('$handler: $errorType', { timeout: 60_000 }, async ({ errorType, errorMessage, at, hint, ...settings }) => {
  const { runtime = '', codeRoot = 'javascript', handler } = settings;
  const answer = await lambda.invoke({
    ...settings,
    codeRoot: codeRoot === 'broken' ? broken : codeRoot,
    functionName: `${codeRoot}-${handler}-${runtime}`.replaceAll(/[^\w]/g, '-'),
  });
  expect(answer.functionError).toBe('Unhandled');
  expect(answer.body).toMatchObject({
    errorType,
    errorMessage: typeof errorMessage === 'string' ? errorMessage : expect.stringMatching(errorMessage),
  });
  const { error } = answer.trace;
  expect(error?.errorType).toBe(errorType);
  if (at !== undefined) expect(error?.at && `${error.at.file.split('/').at(-1)}:${error.at.line}`).toBe(at);
  if (hint) expect(error?.hint).toMatch(hint);
});

test('answers up to the largest response', async () => {
  const answer = await lambda.invoke({ handler: 'failures.largest' });
  expect(answer.payload.length).toBe(6_291_556);
});

// Either Node gives up, or the kernel's part is played first: on AWS, too, both are seen.
test('a heap that outgrows the memory ends the process', async () => {
  const answer = await lambda.invoke<Failed>({ handler: 'failures.heap', timeoutSeconds: 20 });
  expect(answer.body.errorMessage).toMatch(/signal: (aborted|killed)$/);
  expect(answer.trace.error?.hint).toMatch(/MemorySize/);
});

test('a stack names the lines of the TypeScript source', async () => {
  const answer = await lambda.invoke<Failed>({ codeRoot: 'typescript', handler: 'answers.throws' });
  expect(answer.body.trace).toEqual(['RangeError: no names in 0', expect.stringMatching(/^ {4}at .*typescript\/answers\.ts:7:\d+\)$/)]);
});

test('a function that answers nothing, and calls nothing back, answers null', async () => {
  expect((await lambda.invoke({ handler: 'failures.neverSync' })).body).toBeNull();
});

test('a failure is over with its invocation: the next one gets a new process', async () => {
  const settings = { handler: 'failures.exitThree', functionName: 'again' };
  for (let count = 0; count < 3; count += 1) expect((await lambda.invoke<Failed>(settings)).body.errorType).toBe('Runtime.ExitError');
  const { runtime } = lambda;
  await expect(runtime.invoke({ functionName: 'none', payload: '{}', invokedFunctionArn: 'arn:none', traceId: '' })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'Function not found: arn:none',
    status: 404,
  });
});

test('a time-out of a warm function is over with it: the next invocation starts anew and is answered', async () => {
  const settings = { handler: 'failures.slowWhenAsked', functionName: 'slow-when-asked', timeoutSeconds: 1 };
  const first = (await lambda.invoke(settings)).body;
  expect((await lambda.invoke(settings)).body).toBe(first);
  expect((await lambda.invoke<Failed>(settings, { slow: true })).body.errorType).toBe('Sandbox.Timedout');
  const next = await lambda.invoke(settings);
  expect(next.body).not.toBe(first);
  expect(typeof next.body).toBe('number');
});

test('requests of more than 6 MB are refused', async () => {
  const payload = Buffer.alloc(6_291_457, 32);
  await lambda.invoke({ handler: 'answers.echo', functionName: 'echo' });
  await expect(lambda.runtime.invoke({ functionName: 'echo', payload, invokedFunctionArn: 'arn', traceId: '' })).rejects.toMatchObject({
    status: 413,
  });
});
