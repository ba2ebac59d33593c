// Covers what can be asked of functions, and their permissions and concurrency, through the real client. Invoke is in invoke.test.ts.
// Sources: the pages of the operations in the AWS Lambda API reference.
import {
  AddPermissionCommand,
  DeleteFunctionCodeSigningConfigCommand,
  DeleteFunctionConcurrencyCommand,
  GetAliasCommand,
  GetFunctionCodeSigningConfigCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  InvokeCommand,
  ListAliasesCommand,
  ListCodeSigningConfigsCommand,
  ListFunctionsCommand,
  ListVersionsByFunctionCommand,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, refusalOf, startEndpoint } from './endpoint.ts';

let lambda: Endpoint;
beforeAll(async () => {
  lambda = await startEndpoint();
});
afterAll(() => lambda.stop());

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:asked';
const FunctionName = 'asked';

test('lists functions in pages', async () => {
  const first = await lambda.client.send(new ListFunctionsCommand({ MaxItems: 1 }));
  const second = await lambda.client.send(new ListFunctionsCommand({ Marker: first.NextMarker }));
  expect([first, second].map((it) => it.Functions?.map(({ FunctionName: name }) => name))).toEqual([['asked'], ['closed', 'recorder']]);
  expect(second.NextMarker).toBeUndefined();
});

test('tells the configuration of a function and of its version', async () => {
  const latest = await lambda.client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  expect(latest).toMatchObject({
    FunctionName,
    FunctionArn: arn,
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Timeout: 30,
    MemorySize: 256,
    Version: '$LATEST',
    State: 'Active',
    Environment: { Variables: { STAGE: 'test', SEEN: lambda.seen.url } },
  });
  const { Configuration } = await lambda.client.send(new GetFunctionCommand({ FunctionName, Qualifier: 'live' }));
  expect(Configuration).toMatchObject({ FunctionArn: `${arn}:live`, Version: '1' });
});

test('lists versions and aliases', async () => {
  const { Versions } = await lambda.client.send(new ListVersionsByFunctionCommand({ FunctionName }));
  expect(Versions?.map((it) => it.FunctionArn)).toEqual([`${arn}:$LATEST`, `${arn}:1`]);
  const { Aliases } = await lambda.client.send(new ListAliasesCommand({ FunctionName }));
  expect(Aliases).toMatchObject([{ AliasArn: `${arn}:live`, Name: 'live', FunctionVersion: '1' }]);
  expect(await lambda.client.send(new GetAliasCommand({ FunctionName, Name: 'live' }))).toMatchObject({ FunctionVersion: '1' });
  expect(await refusalOf(lambda.client.send(new GetAliasCommand({ FunctionName, Name: 'none' })))).toBe(
    `404 ResourceNotFoundException: Cannot find alias arn: ${arn}:none`,
  );
});

test('keeps a policy of permissions', async () => {
  const policy = () => lambda.client.send(new GetPolicyCommand({ FunctionName }));
  const none = '404 ResourceNotFoundException: The resource you requested does not exist.';
  expect(await refusalOf(policy())).toBe(none);
  const permission = {
    FunctionName,
    StatementId: 'api',
    Action: 'lambda:InvokeFunction',
    Principal: 'apigateway.amazonaws.com',
    SourceArn: 'arn:aws:execute-api:us-east-1:123456789012:api/*',
  };
  const { Statement = '' } = await lambda.client.send(new AddPermissionCommand(permission));
  const statement = {
    Sid: 'api',
    Effect: 'Allow',
    Principal: { Service: 'apigateway.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: arn,
    Condition: { ArnLike: { 'AWS:SourceArn': permission.SourceArn } },
  };
  expect(JSON.parse(Statement)).toEqual(statement);
  expect(await refusalOf(lambda.client.send(new AddPermissionCommand(permission)))).toBe(
    '409 ResourceConflictException: The statement id (api) provided already exists. Please provide a new statement id, or remove the existing statement.',
  );
  expect(JSON.parse((await policy()).Policy ?? '')).toEqual({ Version: '2012-10-17', Id: 'default', Statement: [statement] });
  await lambda.client.send(new RemovePermissionCommand({ FunctionName, StatementId: 'api' }));
  expect(await refusalOf(policy())).toBe(none);
  expect(await refusalOf(lambda.client.send(new RemovePermissionCommand({ FunctionName, StatementId: 'api' })))).toBe(
    '404 ResourceNotFoundException: No policy is associated with the given resource.',
  );
});

test('reserves concurrency, and gives it back', async () => {
  const invoke = () => lambda.client.send(new InvokeCommand({ FunctionName }));
  await lambda.client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  expect(await lambda.client.send(new GetFunctionConcurrencyCommand({ FunctionName }))).toMatchObject({ ReservedConcurrentExecutions: 0 });
  expect(await refusalOf(invoke())).toBe('429 TooManyRequestsException: Rate Exceeded.');
  await lambda.client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  expect((await invoke()).StatusCode).toBe(200);
});

test('a function without code signing says so with nothing', async () => {
  const { $metadata: _, ...none } = await lambda.client.send(new GetFunctionCodeSigningConfigCommand({ FunctionName }));
  expect(none).toEqual({});
  expect((await lambda.client.send(new DeleteFunctionCodeSigningConfigCommand({ FunctionName }))).$metadata.httpStatusCode).toBe(204);
  expect(await refusalOf(lambda.client.send(new GetFunctionCodeSigningConfigCommand({ FunctionName: 'missing' })))).toBe(
    '404 ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:123456789012:function:missing',
  );
});

test('refuses by name what is not there', async () => {
  expect(await refusalOf(lambda.client.send(new ListCodeSigningConfigsCommand({})))).toMatch(
    /^501 NotImplemented: gatewright does not run /,
  );
});
