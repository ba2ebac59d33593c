// Covers functions that the API makes: their code, configuration, versions, aliases and tags, from creation to deletion.
// Sources: the operations' pages in the AWS Lambda API reference; answers recorded on AWS by localstack (test_lambda_api.snapshot.json,
// 2022 to 2024), whose test is named where one is followed closely.
import * as Lambda from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, refusalOf, startEndpoint } from './endpoint.ts';
import { zip } from './zip.ts';

let lambda: Endpoint;
beforeAll(async () => {
  lambda = await startEndpoint();
});
afterAll(() => lambda.stop());

const arnOf = (name: string): string => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
const Role = 'arn:aws:iam::123456789012:role/lambda-role';
const codeOf = (answer: string): Buffer => zip({ 'index.js': `exports.handler = async () => (${answer});` });
const creation = (FunctionName: string, rest: Partial<Lambda.CreateFunctionCommandInput> = {}): Lambda.CreateFunctionCommandInput => ({
  FunctionName,
  Role,
  Runtime: 'nodejs22.x',
  Handler: 'index.handler',
  Code: { ZipFile: codeOf("'one'") },
  ...rest,
});
const create = (name: string, rest: Partial<Lambda.CreateFunctionCommandInput> = {}) =>
  lambda.client.send(new Lambda.CreateFunctionCommand(creation(name, rest)));
const call = async (FunctionName: string): Promise<unknown> => {
  const { Payload } = await lambda.client.send(new Lambda.InvokeCommand({ FunctionName }));
  return JSON.parse(Buffer.from(Payload ?? []).toString('utf8'));
};

const configuration = (name: string) => ({
  Architectures: ['x86_64'],
  CodeSha256: expect.any(String),
  CodeSize: expect.any(Number),
  Description: '',
  EphemeralStorage: { Size: 512 },
  FunctionArn: arnOf(name),
  FunctionName: name,
  Handler: 'index.handler',
  LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
  LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}` },
  MemorySize: 128,
  PackageType: 'Zip',
  RevisionId: expect.any(String),
  Role,
  Runtime: 'nodejs22.x',
  RuntimeVersionConfig: { RuntimeVersionArn: expect.stringContaining('arn:aws:lambda:us-east-1::runtime:') },
  SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
  Timeout: 3,
  TracingConfig: { Mode: 'PassThrough' },
  Version: '$LATEST',
});
const pending = { State: 'Pending', StateReason: 'The function is being created.', StateReasonCode: 'Creating' };
const active = { State: 'Active', LastUpdateStatus: 'Successful' };
const updating = {
  State: 'Active',
  LastUpdateStatus: 'InProgress',
  LastUpdateStatusReason: 'The function is being created.',
  LastUpdateStatusReasonCode: 'Creating',
};
const plain = <Output extends { $metadata: unknown }>({ $metadata: _, ...rest }: Output) => rest;

test('test_function_lifecycle: created, asked for, changed, deleted', async () => {
  const FunctionName = 'life';
  expect(plain(await create(FunctionName))).toEqual({ ...configuration(FunctionName), ...pending });
  expect(await call(FunctionName)).toBe('one');
  const found = await lambda.client.send(new Lambda.GetFunctionCommand({ FunctionName }));
  expect(found.Configuration).toEqual({ ...configuration(FunctionName), ...active });
  expect(found.Code).toEqual({ RepositoryType: 'S3', Location: expect.stringMatching(/^data:application\/zip;base64,/) });
  const changed = await lambda.client.send(
    new Lambda.UpdateFunctionConfigurationCommand({
      FunctionName,
      Timeout: 10,
      Description: 'changed',
      Environment: { Variables: { AA: 'a' } },
    }),
  );
  expect(plain(changed)).toEqual({
    ...configuration(FunctionName),
    ...updating,
    Timeout: 10,
    Description: 'changed',
    Environment: { Variables: { AA: 'a' } },
  });
  const recoded = await lambda.client.send(new Lambda.UpdateFunctionCodeCommand({ FunctionName, ZipFile: codeOf('process.env.AA') }));
  expect(recoded).toMatchObject({ ...updating, Timeout: 10 });
  expect(recoded.CodeSha256).not.toBe(found.Configuration?.CodeSha256);
  expect(await call(FunctionName)).toBe('a');
  expect((await lambda.client.send(new Lambda.DeleteFunctionCommand({ FunctionName }))).$metadata.httpStatusCode).toBe(204);
  expect(await refusalOf(lambda.client.send(new Lambda.GetFunctionCommand({ FunctionName })))).toBe(
    `404 ResourceNotFoundException: Function not found: ${arnOf(FunctionName)}`,
  );
});

test('waiters of the SDK see it active, and updated', async () => {
  const FunctionName = 'waited';
  await create(FunctionName);
  const settings = { client: lambda.client, maxWaitTime: 5 };
  expect((await Lambda.waitUntilFunctionActiveV2(settings, { FunctionName })).state).toBe('SUCCESS');
  await lambda.client.send(new Lambda.UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 4 }));
  expect((await Lambda.waitUntilFunctionUpdatedV2(settings, { FunctionName })).state).toBe('SUCCESS');
});

test('a dry run changes nothing', async () => {
  await create('dry');
  await lambda.client.send(new Lambda.UpdateFunctionCodeCommand({ FunctionName: 'dry', ZipFile: codeOf("'two'"), DryRun: true }));
  expect(await call('dry')).toBe('one');
});

test('test_version_lifecycle: what has not changed is not published again', async () => {
  const FunctionName = 'versions';
  await create(FunctionName);
  const publish = (rest: Partial<Lambda.PublishVersionCommandInput> = {}) =>
    lambda.client.send(new Lambda.PublishVersionCommand({ FunctionName, ...rest }));
  const first = await publish({ Description: 'first' });
  expect(plain(first)).toEqual({
    ...configuration(FunctionName),
    ...active,
    FunctionArn: `${arnOf(FunctionName)}:1`,
    Version: '1',
    Description: 'first',
  });
  expect((await publish()).Version).toBe('1');
  await lambda.client.send(new Lambda.UpdateFunctionCodeCommand({ FunctionName, ZipFile: codeOf("'two'") }));
  const published = await lambda.client.send(
    new Lambda.UpdateFunctionCodeCommand({ FunctionName, ZipFile: codeOf("'three'"), Publish: true }),
  );
  expect(published).toMatchObject({ Version: '2', FunctionArn: `${arnOf(FunctionName)}:2`, ...pending });
  expect([await call(`${FunctionName}:1`), await call(`${FunctionName}:2`), await call(FunctionName)]).toEqual(['one', 'three', 'three']);
  const { Versions } = await lambda.client.send(new Lambda.ListVersionsByFunctionCommand({ FunctionName }));
  expect(Versions?.map((it) => [it.Version, it.State, it.RuntimeVersionConfig])).toEqual([
    ['$LATEST', undefined, undefined],
    ['1', undefined, undefined],
    ['2', undefined, undefined],
  ]);
  expect(await refusalOf(publish({ CodeSha256: 'other' }))).toMatch(
    /^400 InvalidParameterValueException: CodeSHA256 \(other\) is different from current CodeSHA256 in \$LATEST \(.+\)\. Please try again/,
  );
  expect(await refusalOf(publish({ RevisionId: 'wrong' }))).toBe(
    '412 PreconditionFailedException: The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
  );
  await lambda.client.send(new Lambda.DeleteFunctionCommand({ FunctionName, Qualifier: '2' }));
  expect(await refusalOf(call(`${FunctionName}:2`))).toBe(`404 ResourceNotFoundException: Function not found: ${arnOf(FunctionName)}:2`);
  expect(await refusalOf(lambda.client.send(new Lambda.DeleteFunctionCommand({ FunctionName, Qualifier: '$LATEST' })))).toBe(
    '400 InvalidParameterValueException: $LATEST version cannot be deleted without deleting the function.',
  );
});

test('test_publish_version_on_create', async () => {
  const created = await create('published', { Publish: true });
  expect(created).toMatchObject({ Version: '1', FunctionArn: arnOf('published'), ...pending });
  const again = await lambda.client.send(new Lambda.PublishVersionCommand({ FunctionName: 'published' }));
  expect(again).toMatchObject({ Version: '1', ...active });
});

describe('aliases', () => {
  const FunctionName = 'aliased';
  beforeAll(async () => {
    await create(FunctionName, { Publish: true });
    await lambda.client.send(new Lambda.UpdateFunctionCodeCommand({ FunctionName, ZipFile: codeOf("'two'"), Publish: true }));
  });
  const alias = (Name: string, rest: Partial<Lambda.CreateAliasCommandInput> = {}) =>
    lambda.client.send(new Lambda.CreateAliasCommand({ FunctionName, Name, FunctionVersion: '1', ...rest }));
  const weights = (AdditionalVersionWeights: Record<string, number>) => ({ RoutingConfig: { AdditionalVersionWeights } });

  test('test_alias_lifecycle', async () => {
    const created = await alias('live', { Description: 'custom', ...weights({ '2': 0.2 }) });
    expect(plain(created)).toEqual({
      AliasArn: `${arnOf(FunctionName)}:live`,
      Description: 'custom',
      FunctionVersion: '1',
      Name: 'live',
      RevisionId: expect.any(String),
      RoutingConfig: { AdditionalVersionWeights: { '2': 0.2 } },
    });
    const updated = await lambda.client.send(
      new Lambda.UpdateAliasCommand({ FunctionName, Name: 'live', RoutingConfig: { AdditionalVersionWeights: {} } }),
    );
    expect(updated.RoutingConfig).toBeUndefined();
    expect(updated.RevisionId).not.toBe(created.RevisionId);
    expect(await refusalOf(lambda.client.send(new Lambda.UpdateAliasCommand({ FunctionName, Name: 'live', RevisionId: 'wrong' })))).toMatch(
      /^412 PreconditionFailedException: /,
    );
    const { Aliases } = await lambda.client.send(new Lambda.ListAliasesCommand({ FunctionName, FunctionVersion: '1' }));
    expect(Aliases?.map((it) => it.Name)).toEqual(['live']);
    await lambda.client.send(new Lambda.DeleteAliasCommand({ FunctionName, Name: 'live' }));
    expect(await refusalOf(lambda.client.send(new Lambda.GetAliasCommand({ FunctionName, Name: 'live' })))).toBe(
      `404 ResourceNotFoundException: Cannot find alias arn: ${arnOf(FunctionName)}:live`,
    );
  });

  test.each([
    [
      'too many weights',
      weights({ '1': 0.1, '2': 0.2 }),
      'InvalidParameterValueException: Number of items in AdditionalVersionWeights cannot be greater than 1',
    ],
    [
      'a weight over one',
      weights({ '2': 2 }),
      "ValidationException: 1 validation error detected: Value '{2=2.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
    ],
    [
      'a weight on itself',
      weights({ '1': 0.5 }),
      'InvalidParameterValueException: Invalid function version 1. Function version 1 is already included in routing configuration.',
    ],
    [
      'a weight on $LATEST',
      weights({ $LATEST: 0.5 }),
      "ValidationException: 1 validation error detected: Value '{$LATEST=0.5}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+, Member must not be null]",
    ],
    [
      '$LATEST with a weight',
      { FunctionVersion: '$LATEST', ...weights({ '1': 0.5 }) },
      'InvalidParameterValueException: $LATEST is not supported for an alias pointing to more than 1 version',
    ],
    ['an unknown version', { FunctionVersion: '10' }, `ResourceNotFoundException: Function not found: ${arnOf(FunctionName)}:10`],
  ])('test_notfound_and_invalid_routingconfigs: %s', async (_name, rest, refusal) => {
    expect(await refusalOf(alias('custom', rest))).toMatch(/^4\d\d /);
    expect((await refusalOf(alias('custom', rest))).slice(4)).toBe(refusal);
  });

  test('calls are drawn by weight', async () => {
    await alias('drawn', weights({ '2': 1 }));
    expect(await call(`${FunctionName}:drawn`)).toBe('two');
    await lambda.client.send(new Lambda.UpdateAliasCommand({ FunctionName, Name: 'drawn', ...weights({ '2': 0.5 }) }));
    const answers = new Set<unknown>();
    for (let calls = 0; calls < 40; calls += 1) answers.add(await call(`${FunctionName}:drawn`));
    expect([...answers].sort()).toEqual(['one', 'two']);
  });
});

test.each<[string, Partial<Lambda.CreateFunctionCommandInput>, string]>([
  [
    'a role that is none',
    { Role: 'r1' },
    "400 ValidationException: 1 validation error detected: Value 'r1' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+",
  ],
  [
    'two architectures',
    { Architectures: ['x86_64', 'arm64'] },
    "400 ValidationException: 1 validation error detected: Value '[x86_64, arm64]' at 'architectures' failed to satisfy constraint: Member must have length less than or equal to 1",
  ],
  [
    'a zip that is none',
    { Code: { ZipFile: Buffer.from('this is no zip') } },
    '400 InvalidParameterValueException: Could not unzip uploaded file. Please check your file, then try to upload again.',
  ],
  [
    'a retired runtime',
    { Runtime: 'nodejs12.x' },
    '400 InvalidParameterValueException: The runtime parameter of nodejs12.x is no longer supported for creating or updating AWS Lambda functions. We recommend you use the new runtime (nodejs18.x) while creating or updating functions.',
  ],
  [
    'SnapStart on Node',
    { SnapStart: { ApplyOn: 'PublishedVersions' } },
    '400 InvalidParameterValueException: nodejs22.x is not supported for SnapStart enabled functions.',
  ],
  [
    'an unknown layer',
    { Layers: ['arn:aws:lambda:us-east-1:123456789012:layer:doesnotexist:1'] },
    '400 InvalidParameterValueException: Layer version arn:aws:lambda:us-east-1:123456789012:layer:doesnotexist:1 does not exist.',
  ],
  [
    'a layer of another Region',
    { Layers: ['arn:aws:lambda:eu-west-1:123456789012:layer:some:1'] },
    '400 InvalidParameterValueException: Layers are not in the same region as the function. Layers are expected to be in region us-east-1.',
  ],
  [
    'variables of more than 4 KB',
    { Environment: { Variables: { LARGE: 'x'.repeat(4096) } } },
    `400 InvalidParameterValueException: Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: {"LARGE":"${'x'.repeat(4096)}"}`,
  ],
  [
    'code in a bucket that is not there',
    { Code: { S3Bucket: 'bucket', S3Key: 'key' } },
    '400 InvalidParameterValueException: Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist',
  ],
])('test_create_lambda_exceptions: %s', async (_name, rest, refusal) => {
  expect(await refusalOf(create('refused', rest))).toBe(refusal);
});

test('a runtime that AWS does not know, with the list of those it does', async () => {
  expect(await refusalOf(create('refused', { Runtime: 'PYTHON3.9' as Lambda.Runtime }))).toMatch(
    /^400 InvalidParameterValueException: Value PYTHON3\.9 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: \[.*nodejs22\.x.*\] or be a valid ARN$/,
  );
});

test('a function of the same name is in the way', async () => {
  await create('twice');
  expect(await refusalOf(create('twice'))).toBe('409 ResourceConflictException: Function already exist: twice');
});

test('test_get_function_wrong_region', async () => {
  const FunctionName = 'arn:aws:lambda:eu-west-1:123456789012:function:life';
  expect(await refusalOf(lambda.client.send(new Lambda.GetFunctionCommand({ FunctionName })))).toBe(
    "404 ResourceNotFoundException: Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
  );
});

test('test_tag_lifecycle', async () => {
  await create('tagged', { Tags: { key_a: 'value_a' } });
  const Resource = arnOf('tagged');
  const tags = async () => (await lambda.client.send(new Lambda.ListTagsCommand({ Resource }))).Tags;
  await lambda.client.send(new Lambda.TagResourceCommand({ Resource, Tags: { key_b: 'b', key_a: 'changed' } }));
  expect(await tags()).toEqual({ key_a: 'changed', key_b: 'b' });
  await lambda.client.send(new Lambda.UntagResourceCommand({ Resource, TagKeys: ['key_a', 'none'] }));
  expect(await tags()).toEqual({ key_b: 'b' });
  expect((await lambda.client.send(new Lambda.GetFunctionCommand({ FunctionName: 'tagged' }))).Tags).toEqual({ key_b: 'b' });
  expect(await refusalOf(lambda.client.send(new Lambda.TagResourceCommand({ Resource: `${Resource}:1`, Tags: { a: 'b' } })))).toBe(
    '400 InvalidParameterValueException: Tags on function aliases and versions are not supported. Please specify a function ARN.',
  );
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${index}_key`, 'value']));
  expect(await refusalOf(lambda.client.send(new Lambda.TagResourceCommand({ Resource, Tags: many })))).toBe(
    '400 InvalidParameterValueException: Number of tags exceeds resource tag limit.',
  );
});

test('test_account_settings', async () => {
  const { AccountLimit, AccountUsage } = await lambda.client.send(new Lambda.GetAccountSettingsCommand({}));
  expect(AccountLimit).toMatchObject({ ConcurrentExecutions: 1000, CodeSizeZipped: 52_428_800, CodeSizeUnzipped: 262_144_000 });
  expect(AccountUsage?.FunctionCount).toBeGreaterThan(2);
});
