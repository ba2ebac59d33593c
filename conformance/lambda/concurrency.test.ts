// Covers provisioned and reserved concurrency, and answers that come in pieces. Sources: "Configuring provisioned concurrency for a function",
// "InvokeWithResponseStream", AWS's documentation; answers recorded on AWS by localstack (test_lambda_api: provisioned concurrency).
import {
  CreateAliasCommand,
  DeleteProvisionedConcurrencyConfigCommand,
  GetProvisionedConcurrencyConfigCommand,
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  ListProvisionedConcurrencyConfigsCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutProvisionedConcurrencyConfigCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf } from './endpoint.ts';
import { type LambdaServices, startLambdaServices } from './services.ts';

let on: LambdaServices;
beforeAll(async () => {
  on = await startLambdaServices();
});
afterAll(() => on?.stop());

test('provisioned concurrency is there for a version or an alias', async () => {
  const arn = await on.create('ready', 'exports.handler = async () => process.env.AWS_LAMBDA_INITIALIZATION_TYPE;');
  await on.lambda.send(new PublishVersionCommand({ FunctionName: 'ready' }));
  await on.lambda.send(new CreateAliasCommand({ FunctionName: 'ready', Name: 'live', FunctionVersion: '1' }));
  const live = { FunctionName: 'ready', Qualifier: 'live' };
  const missing = '404 ProvisionedConcurrencyConfigNotFoundException: No Provisioned Concurrency Config found for this function';
  expect(await refusalOf(on.lambda.send(new GetProvisionedConcurrencyConfigCommand(live)))).toBe(missing);
  const { $metadata: _, ...put } = await on.lambda.send(
    new PutProvisionedConcurrencyConfigCommand({ ...live, ProvisionedConcurrentExecutions: 1 }),
  );
  expect(put).toEqual({
    RequestedProvisionedConcurrentExecutions: 1,
    AvailableProvisionedConcurrentExecutions: 0,
    AllocatedProvisionedConcurrentExecutions: 0,
    Status: 'IN_PROGRESS',
    LastModified: expect.any(String),
  });
  const { $metadata: __, ...got } = await on.lambda.send(new GetProvisionedConcurrencyConfigCommand(live));
  expect(got).toMatchObject({ Status: 'READY', AvailableProvisionedConcurrentExecutions: 1 });
  const { Payload } = await on.lambda.send(new InvokeCommand(live));
  expect(Buffer.from(Payload ?? []).toString()).toBe('"provisioned-concurrency"');
  const { ProvisionedConcurrencyConfigs } = await on.lambda.send(new ListProvisionedConcurrencyConfigsCommand({ FunctionName: 'ready' }));
  expect(ProvisionedConcurrencyConfigs?.map((it) => it.FunctionArn)).toEqual([`${arn}:live`]);
  await on.lambda.send(new DeleteProvisionedConcurrencyConfigCommand(live));
  expect(await refusalOf(on.lambda.send(new GetProvisionedConcurrencyConfigCommand(live)))).toBe(missing);
});

test('reserved concurrency refuses what goes beyond it', async () => {
  await on.create('narrow', 'exports.handler = (event) => new Promise((resolve) => setTimeout(resolve, 1500, 1));');
  await on.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: 'narrow', ReservedConcurrentExecutions: 1 }));
  const calls = await Promise.all([1, 2].map(() => refusalOf(on.lambda.send(new InvokeCommand({ FunctionName: 'narrow' })))));
  expect(calls.sort()).toEqual(['429 TooManyRequestsException: Rate Exceeded.', 'accepted']);
});

test.each([
  {
    name: 'pieces',
    code: `exports.handler = awslambda.streamifyResponse(async (event, stream) => { stream.write('one '); stream.write('two'); stream.end(); });`,
    text: 'one two',
    error: undefined,
  },
  { name: 'a handler that does not stream', code: `exports.handler = async () => ({ a: 1 });`, text: '{"a":1}', error: undefined },
  {
    name: 'an error in the middle',
    code: `exports.handler = awslambda.streamifyResponse(async (event, stream) => { stream.write('one '); throw new Error('no more'); });`,
    text: 'one ',
    error: 'Error',
  },
])('InvokeWithResponseStream hands on $name', async ({ name, code, text, error }) => {
  const FunctionName = `streams-${name.replaceAll(' ', '-')}`;
  await on.create(FunctionName, code);
  const {
    EventStream = [],
    StatusCode,
    ExecutedVersion,
  } = await on.lambda.send(new InvokeWithResponseStreamCommand({ FunctionName, LogType: 'Tail' }));
  expect([StatusCode, ExecutedVersion]).toEqual([200, '$LATEST']);
  let read = '';
  let complete: { ErrorCode?: string | undefined; LogResult?: string | undefined } = {};
  for await (const { PayloadChunk, InvokeComplete } of EventStream) {
    if (PayloadChunk) read += Buffer.from(PayloadChunk.Payload ?? []).toString();
    if (InvokeComplete) complete = InvokeComplete;
  }
  expect(read).toBe(text);
  expect(complete.ErrorCode).toBe(error);
  expect(Buffer.from(complete.LogResult ?? '', 'base64').toString()).toMatch(/^START /);
});
