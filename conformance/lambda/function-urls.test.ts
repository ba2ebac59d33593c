// Covers the configurations of function URLs through the real client. That the URLs answer is in packages/engine/test/gateway.
// Sources: the operations' pages in the AWS Lambda API reference; answers recorded on AWS by localstack (TestLambdaUrl, 2023 and 2024).
import {
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  ListFunctionUrlConfigsCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, refusalOf, startEndpoint } from './endpoint.ts';

let lambda: Endpoint;
beforeAll(async () => {
  lambda = await startEndpoint();
});
afterAll(() => lambda.stop());

const FunctionName = 'asked';
const arn = 'arn:aws:lambda:us-east-1:123456789012:function:asked';
const noResource = '404 ResourceNotFoundException: The resource you requested does not exist.';
const noFunction = '404 ResourceNotFoundException: Function does not exist';
const pattern = (value: string): string =>
  `400 ValidationException: 1 validation error detected: Value '${value}' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)`;

test('lives through its configuration', async () => {
  const { $metadata, ...created } = await lambda.client.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' }));
  expect($metadata.httpStatusCode).toBe(201);
  expect(created).toEqual({
    AuthType: 'NONE',
    CreationTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    FunctionArn: arn,
    FunctionUrl: expect.stringMatching(/^https:\/\/[a-z0-9]{32}\.lambda-url\.us-east-1\.on\.aws\/$/),
  });
  expect(await refusalOf(lambda.client.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' })))).toBe(
    `409 ResourceConflictException: Failed to create function url config for [functionArn = ${arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
  );
  const { $metadata: _, ...found } = await lambda.client.send(new GetFunctionUrlConfigCommand({ FunctionName }));
  expect(found).toEqual({ ...created, InvokeMode: 'BUFFERED', LastModifiedTime: expect.any(String) });
  const cors = { AllowOrigins: ['https://example.com'], AllowMethods: ['GET'], MaxAge: 60, AllowCredentials: true };
  const updated = await lambda.client.send(
    new UpdateFunctionUrlConfigCommand({ FunctionName, AuthType: 'AWS_IAM', Cors: cors, InvokeMode: 'RESPONSE_STREAM' }),
  );
  expect(updated).toMatchObject({ AuthType: 'AWS_IAM', Cors: cors, InvokeMode: 'RESPONSE_STREAM', FunctionUrl: created.FunctionUrl });
  await lambda.client.send(new CreateFunctionUrlConfigCommand({ FunctionName, Qualifier: 'live', AuthType: 'NONE' }));
  const first = await lambda.client.send(new ListFunctionUrlConfigsCommand({ FunctionName, MaxItems: 1 }));
  const second = await lambda.client.send(new ListFunctionUrlConfigsCommand({ FunctionName, Marker: first.NextMarker }));
  expect([first, second].map((it) => it.FunctionUrlConfigs?.map((url) => url.FunctionArn))).toEqual([[arn], [`${arn}:live`]]);
  await lambda.client.send(new DeleteFunctionUrlConfigCommand({ FunctionName }));
  expect(await refusalOf(lambda.client.send(new GetFunctionUrlConfigCommand({ FunctionName })))).toBe(noResource);
});

test.each([
  { name: 'an unknown function', input: { FunctionName: 'missing' }, create: noFunction, get: noResource, update: noFunction },
  { name: 'an unknown alias', input: { FunctionName, Qualifier: 'none' }, create: noFunction, get: noResource, update: noFunction },
  { name: 'a version', input: { FunctionName, Qualifier: '1' }, create: pattern('1'), get: pattern('1'), update: pattern('1') },
  {
    name: '$LATEST',
    input: { FunctionName, Qualifier: '$LATEST' },
    create: pattern('$LATEST'),
    get: pattern('$LATEST'),
    update: pattern('$LATEST'),
  },
])('refuses $name', async ({ input, create, get, update }) => {
  expect(await refusalOf(lambda.client.send(new CreateFunctionUrlConfigCommand({ ...input, AuthType: 'NONE' })))).toBe(create);
  expect(await refusalOf(lambda.client.send(new GetFunctionUrlConfigCommand(input)))).toBe(get);
  expect(await refusalOf(lambda.client.send(new DeleteFunctionUrlConfigCommand(input)))).toBe(get);
  expect(await refusalOf(lambda.client.send(new UpdateFunctionUrlConfigCommand({ ...input, AuthType: 'NONE' })))).toBe(update);
});

test('lists none for a function that has none, and refuses one that is not there', async () => {
  const { FunctionUrlConfigs } = await lambda.client.send(new ListFunctionUrlConfigsCommand({ FunctionName: 'closed' }));
  expect(FunctionUrlConfigs).toEqual([]);
  expect(await refusalOf(lambda.client.send(new ListFunctionUrlConfigsCommand({ FunctionName: 'missing' })))).toBe(noFunction);
});
