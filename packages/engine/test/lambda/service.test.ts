// Covers the Lambda service: who is meant by a name, who may invoke, versions and aliases; and the resources that make functions.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Diagnostic, FunctionSource } from '@gatewright/template';
import { afterAll, expect, test } from 'vitest';
import { createLambda } from '../../src/services/lambda/lambda.ts';
import type { ProviderContext, ResolvedProperties } from '../../src/stack/resource-provider.ts';
import { awsLambdaAlias } from '../../src/stack/resources/aws-lambda-alias.ts';
import { awsLambdaFunction } from '../../src/stack/resources/aws-lambda-function.ts';
import { awsLambdaPermission } from '../../src/stack/resources/aws-lambda-permission.ts';
import { awsLambdaVersion } from '../../src/stack/resources/aws-lambda-version.ts';
import { createWorld } from '../../src/world/world.ts';
import { startRuntime } from './run-function.ts';

const world = createWorld();
const { runtime, events } = startRuntime();
const lambda = createLambda({ world, runtime });
const projectRoot = realpathSync(mkdtempSync(join(tmpdir(), 'gatewright-service-')));
writeFileSync(join(projectRoot, 'package.json'), '{ "type": "commonjs" }');
writeFileSync(
  join(projectRoot, 'users.js'),
  'exports.handler = async (event, context) => ({ stage: process.env.STAGE, version: context.functionVersion, arn: context.invokedFunctionArn });',
);
writeFileSync(join(projectRoot, 'typed.ts'), 'export const list = async () => 1;\n');
afterAll(async () => {
  await runtime.stop();
  rmSync(projectRoot, { recursive: true, force: true });
});

const diagnostics: Diagnostic[] = [];
function context(logicalId: string, functionSource?: FunctionSource): ProviderContext {
  return {
    services: { lambda } as ProviderContext['services'],
    world,
    stackName: 'shop',
    logicalId,
    resource: { Type: 'AWS::Lambda::Function' },
    at: undefined,
    projectRoot,
    dataRoot: undefined,
    functionEnvironment: {},
    functionSource,
    report: (diagnostic) => diagnostics.push(diagnostic),
  };
}

const properties: ResolvedProperties = {
  Handler: 'users.handler',
  Runtime: 'nodejs20.x',
  Environment: { Variables: { STAGE: 'one', COUNT: 3 } },
};
const arn = 'arn:aws:lambda:us-east-1:123456789012:function:shop-Users';
const call = async (functionName: string): Promise<unknown> =>
  JSON.parse((await lambda.invoke({ functionName, payload: '{}', traceId: '' })).payload.toString());

test('a function of a template answers by its name and by its ARN', async () => {
  const provisioned = await awsLambdaFunction.create(context('Users', { codeUri: '.' }), properties);
  expect(provisioned).toEqual({ physicalResourceId: 'shop-Users', attributes: { Arn: arn } });
  expect(await call('shop-Users')).toEqual({ stage: 'one', version: '$LATEST', arn });
  expect(await call(`${arn}:$LATEST`)).toEqual({ stage: 'one', version: '$LATEST', arn: `${arn}:$LATEST` });
});

test('a version keeps its configuration, an alias points at it', async () => {
  const version = await awsLambdaVersion.create(context('Version'), { FunctionName: 'shop-Users' });
  expect(version.attributes).toMatchObject({ Version: '1' });
  const alias = await awsLambdaAlias.create(context('Alias'), { FunctionName: 'shop-Users', FunctionVersion: '1', Name: 'live' });
  expect(alias.physicalResourceId).toBe(`${arn}:live`);
  await awsLambdaFunction.update(context('Users', { codeUri: '.' }), 'shop-Users', {
    ...properties,
    Environment: { Variables: { STAGE: 'two' } },
  });
  expect(await call('shop-Users')).toEqual({ stage: 'two', version: '$LATEST', arn });
  expect(await call('shop-Users:1')).toEqual({ stage: 'one', version: '1', arn: `${arn}:1` });
  expect(await call(`${arn}:live`)).toEqual({ stage: 'one', version: '1', arn: `${arn}:live` });
});

test("unknown functions and qualifiers are not found, in AWS's words", async () => {
  const missing = 'arn:aws:lambda:us-east-1:123456789012:function:missing';
  await expect(call('missing')).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
    message: `Function not found: ${missing}`,
    status: 404,
    members: { Type: 'User' },
  });
  await expect(call('shop-Users:nope')).rejects.toMatchObject({ message: `Function not found: ${arn}:nope` });
});

test.each(['{"a":', 'text', '{} {}', Buffer.from([0x22, 0xff, 0x22])])(
  'a payload that is no JSON does not reach the function: %s',
  async (payload) => {
    await expect(lambda.invoke({ functionName: 'shop-Users', payload, traceId: '' })).rejects.toMatchObject({
      code: 'InvalidRequestContentException',
      status: 400,
      message: expect.stringMatching(/^Could not parse request body into json: Could not parse payload into json: /),
    });
  },
);

test('no payload is an empty object', async () => {
  expect((await lambda.invoke({ functionName: 'shop-Users', payload: '', traceId: '' })).functionError).toBeUndefined();
});

test('a service may invoke only with a permission, and only what it is for', async () => {
  const onBehalfOf = { principal: 'apigateway.amazonaws.com', sourceArn: 'arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/users' };
  const invoke = (functionName: string): Promise<unknown> => lambda.invoke({ functionName, payload: '{}', traceId: '', onBehalfOf });
  await expect(invoke('shop-Users')).rejects.toMatchObject({ code: 'AccessDeniedException', status: 403 });
  const statement = {
    Action: 'lambda:InvokeFunction',
    FunctionName: 'shop-Users',
    Principal: 'apigateway.amazonaws.com',
    SourceArn: 'arn:aws:execute-api:us-east-1:123456789012:abc/*/GET/users',
  };
  const { physicalResourceId } = await awsLambdaPermission.create(context('Permission'), statement);
  expect(await invoke('shop-Users')).toMatchObject({ functionError: undefined });
  // The policy of a function is not that of its aliases.
  await expect(invoke('shop-Users:live')).rejects.toMatchObject({ code: 'AccessDeniedException' });
  await awsLambdaPermission.delete(context('Permission'), physicalResourceId);
  await expect(invoke('shop-Users')).rejects.toMatchObject({ code: 'AccessDeniedException' });
});

test.each<{ name: string; properties: ResolvedProperties; source?: FunctionSource; code: string; message: RegExp }>([
  {
    name: 'another runtime',
    properties: { ...properties, Runtime: 'java21' },
    source: { codeUri: '.' },
    code: 'UNSUPPORTED_PROPERTY',
    message: /runtime "java21"/,
  },
  { name: 'a container image', properties: { PackageType: 'Image' }, code: 'UNSUPPORTED_PROPERTY', message: /container image/ },
  {
    name: 'code in S3',
    properties: { ...properties, Code: { S3Bucket: 'artifacts', S3Key: 'a.zip' } },
    code: 'FILE_NOT_FOUND',
    message: /in the S3 bucket "artifacts"/,
  },
  { name: 'no such folder', properties, source: { codeUri: 'nowhere' }, code: 'FILE_NOT_FOUND', message: /nowhere, does not exist/ },
  {
    name: 'no handler',
    properties: { Runtime: 'nodejs20.x' },
    source: { codeUri: '.' },
    code: 'MISSING_PROPERTY',
    message: /has no Handler/,
  },
  {
    name: 'a reserved variable',
    properties: { ...properties, Environment: { Variables: { AWS_REGION: 'x' } } },
    source: { codeUri: '.' },
    code: 'RESERVED_ENVIRONMENT_NAME',
    message: /AWS_REGION/,
  },
  {
    name: 'too many variables',
    properties: { ...properties, Environment: { Variables: { TEXT: 'x'.repeat(4093) } } },
    source: { codeUri: '.' },
    code: 'INVALID_VALUE',
    message: /4097 bytes; Lambda takes 4096/,
  },
  {
    name: "a timeout beyond AWS's",
    properties: { ...properties, Timeout: 901 },
    source: { codeUri: '.' },
    code: 'INVALID_VALUE',
    message: /Timeout is 901; Lambda takes 1 to 900/,
  },
  {
    name: 'too little memory',
    properties: { ...properties, MemorySize: '64' },
    source: { codeUri: '.' },
    code: 'INVALID_VALUE',
    message: /MemorySize is 64; Lambda takes 128 to 10240/,
  },
])('reports $name', async ({ properties: given, source, code, message }) => {
  diagnostics.length = 0;
  await awsLambdaFunction.create(context('Odd', source), given);
  expect(diagnostics).toMatchObject([{ code, message: expect.stringMatching(message) }]);
});

test('says before the first request which functions cannot answer, and what to do', async () => {
  const handlerAt = { file: 'template.yaml', line: 7, column: 5, length: 3 };
  const put = (functionName: string, handler: string): void =>
    runtime.putFunction({ ...lambda.getFunction('shop-Users'), functionName, handler, handlerAt });
  put('misspelt-file', 'user.handler');
  put('misspelt-export', 'typed.lisst');
  put('sound', 'typed.list');
  const failures = await runtime.warmUp();
  expect(failures).toEqual([
    {
      functionName: 'misspelt-file',
      handlerAt,
      failure: expect.objectContaining({ errorType: 'Runtime.ImportModuleError', at: handlerAt, hint: 'Did you mean "users.js"?' }),
    },
    {
      functionName: 'misspelt-export',
      handlerAt,
      failure: expect.objectContaining({ errorType: 'Runtime.HandlerNotFound', at: handlerAt, hint: 'Did you mean "list"?' }),
    },
  ]);
  expect(events.filter((it) => it.type === 'build-failed').map((it) => it.functionName)).toEqual(['misspelt-file', 'misspelt-export']);
});
