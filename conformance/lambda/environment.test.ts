// Covers what a function sees of its execution environment: context, variables, clock, folders. What a process may do is in packages/engine/test/lambda.
// Sources: "Lambda execution environment", "Using the Lambda context object to retrieve Node.js function information", "Working with Lambda
// environment variables", AWS Lambda developer guide; recorded on AWS by localstack (test_lambda_with_context, test_lambda_init_environment,
// test_lambda_invoke_timed_out_environment_reuse).
import * as Lambda from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf } from './endpoint.ts';
import { type LambdaServices, startLambdaServices } from './services.ts';

const code = `const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { tmpdir } = require('node:os');
let number = 0;
exports.handler = async (event, context) => {
  if (event.context) return { ...context, remaining: context.getRemainingTimeInMillis(), clientContext: context.clientContext ?? null, identity: context.identity ?? null };
  if (event.environment) return process.env;
  if (event.hour) return new Date(event.hour).getHours();
  if (event.writeCode) { try { writeFileSync(join(process.env.LAMBDA_TASK_ROOT, 'written'), ''); return 'written'; } catch (error) { return error.code; } }
  if (event.put) { writeFileSync(join(tmpdir(), 'kept'), event.put); number = 42; return null; }
  if (event.get) return { kept: existsSync(join(tmpdir(), 'kept')) ? readFileSync(join(tmpdir(), 'kept'), 'utf8') : null, number };
  if (event.hang) await new Promise((resolve) => setTimeout(resolve, 60_000));
};`;

let on: LambdaServices;
let arn: string;
beforeAll(async () => {
  on = await startLambdaServices();
  arn = await on.create('sees', code, { STAGE: 'test', TZ: 'Europe/Berlin' });
  await on.create('other', code);
});
afterAll(() => on?.stop());

async function invoke<Answer>(FunctionName: string, event: object, rest: Partial<Lambda.InvokeCommandInput> = {}) {
  const { Payload, $metadata } = await on.lambda.send(new Lambda.InvokeCommand({ FunctionName, Payload: JSON.stringify(event), ...rest }));
  const answer: Answer = JSON.parse(Buffer.from(Payload ?? []).toString());
  return { answer, requestId: $metadata.requestId };
}

test('the context', async () => {
  const clientContext = { custom: { foo: 'bar' }, client: { snap: ['crackle', 'pop'] }, env: { fizz: 'buzz' } };
  const { answer, requestId } = await invoke<{ readonly remaining: number }>(
    'sees',
    { context: true },
    {
      ClientContext: Buffer.from(JSON.stringify(clientContext)).toString('base64'),
    },
  );
  const { remaining, ...context } = answer;
  expect(context).toEqual({
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: '$LATEST',
    functionName: 'sees',
    memoryLimitInMB: '256',
    logGroupName: '/aws/lambda/sees',
    logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
    clientContext,
    identity: null,
    invokedFunctionArn: arn,
    awsRequestId: requestId,
  });
  expect(remaining).toBeGreaterThan(20_000);
  expect(remaining).toBeLessThanOrEqual(30_000);
});

test('the variables', async () => {
  const { answer } = await invoke<object>('sees', { environment: true });
  expect(answer).toMatchObject({
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_REGION: 'us-east-1',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_FUNCTION_NAME: 'sees',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/sees',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    LANG: 'en_US.UTF-8',
    STAGE: 'test',
    TZ: 'Europe/Berlin',
    _HANDLER: 'index.handler',
  });
  expect((await invoke<{ readonly TZ: string }>('other', { environment: true })).answer.TZ).toBe(':UTC');
});

test.each([
  ['other', 12],
  ['sees', 14],
])('the clock of %s strikes %i at noon', async (name, hour) => {
  expect((await invoke(name, { hour: '2024-07-01T12:00:00Z' })).answer).toBe(hour);
});

test.each(['AWS_REGION', 'AWS_LAMBDA_FUNCTION_NAME', '_HANDLER', 'LAMBDA_TASK_ROOT'])('%s may not be set', async (name) => {
  const change = new Lambda.UpdateFunctionConfigurationCommand({ FunctionName: 'other', Environment: { Variables: { [name]: 'x' } } });
  expect(await refusalOf(on.lambda.send(change))).toMatch(
    name.startsWith('_')
      ? /^400 (?:InvalidParameterValue|Validation)Exception: /
      : new RegExp(
          `^400 InvalidParameterValueException: Lambda was unable to configure your environment variables because .* reserved keys .*: ${name}$`,
        ),
  );
});

test('the code is read-only', async () => {
  expect((await invoke('sees', { writeCode: true })).answer).toBe('EROFS');
});

test('temporary files are of one environment, and outlast a time-out that begins the code anew', { timeout: 30_000 }, async () => {
  await on.create('times-out', code);
  await on.lambda.send(new Lambda.UpdateFunctionConfigurationCommand({ FunctionName: 'times-out', Timeout: 1 }));
  await Lambda.waitUntilFunctionUpdatedV2({ client: on.lambda, maxWaitTime: 60 }, { FunctionName: 'times-out' });
  await invoke('times-out', { put: 'some-content' });
  expect((await invoke('times-out', { get: true })).answer).toEqual({ kept: 'some-content', number: 42 });
  const { answer, requestId } = await invoke('times-out', { hang: true });
  expect(answer).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after 1.00 seconds`,
  });
  expect((await invoke('times-out', { get: true })).answer).toEqual({ kept: 'some-content', number: 0 });
  expect((await invoke('other', { get: true })).answer).toEqual({ kept: null, number: 0 });
});
