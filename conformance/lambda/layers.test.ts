// Covers layers that the API publishes: their versions, policies, and functions that load from them. Sources: the operations' pages in the AWS
// Lambda API reference; answers recorded on AWS by localstack (test_lambda_api.snapshot.json, TestLambdaLayer).
import {
  AddLayerVersionPermissionCommand,
  CreateFunctionCommand,
  DeleteLayerVersionCommand,
  GetLayerVersionByArnCommand,
  GetLayerVersionCommand,
  GetLayerVersionPolicyCommand,
  InvokeCommand,
  ListLayersCommand,
  ListLayerVersionsCommand,
  PublishLayerVersionCommand,
  RemoveLayerVersionPermissionCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf } from './endpoint.ts';
import { type LambdaServices, startLambdaServices } from './services.ts';
import { zip } from './zip.ts';

let on: LambdaServices;
beforeAll(async () => {
  on = await startLambdaServices();
});
afterAll(() => on?.stop());

const layerArn = 'arn:aws:lambda:us-east-1:123456789012:layer:shared';
const content = (text: string): Buffer => zip({ 'nodejs/node_modules/shared/index.js': `module.exports = ${JSON.stringify(text)};` });
const publish = (text: string) =>
  on.lambda.send(
    new PublishLayerVersionCommand({
      LayerName: 'shared',
      Description: text,
      Content: { ZipFile: content(text) },
      CompatibleRuntimes: ['nodejs22.x'],
      LicenseInfo: 'MIT',
    }),
  );

test('each publication is a version of its own', async () => {
  const { $metadata: _, ...first } = await publish('one');
  expect(first).toEqual({
    LayerArn: layerArn,
    LayerVersionArn: `${layerArn}:1`,
    Version: 1,
    Description: 'one',
    CreatedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    CompatibleRuntimes: ['nodejs22.x'],
    LicenseInfo: 'MIT',
    Content: { CodeSha256: expect.any(String), CodeSize: content('one').length, Location: expect.any(String) },
  });
  expect((await publish('two')).Version).toBe(2);
  const { LayerVersions } = await on.lambda.send(new ListLayerVersionsCommand({ LayerName: 'shared' }));
  expect(LayerVersions?.map((it) => [it.Version, it.Description])).toEqual([
    [2, 'two'],
    [1, 'one'],
  ]);
  const { Layers } = await on.lambda.send(new ListLayersCommand({ CompatibleRuntime: 'nodejs22.x' }));
  expect(Layers?.map((it) => [it.LayerName, it.LatestMatchingVersion?.Version])).toEqual([['shared', 2]]);
  expect((await on.lambda.send(new ListLayersCommand({ CompatibleRuntime: 'python3.12' }))).Layers).toEqual([]);
  const byArn = await on.lambda.send(new GetLayerVersionByArnCommand({ Arn: `${layerArn}:1` }));
  const byName = await on.lambda.send(new GetLayerVersionCommand({ LayerName: 'shared', VersionNumber: 1 }));
  expect([byArn.Description, byName.Content?.CodeSha256]).toEqual(['one', first.Content?.CodeSha256]);
});

test('a function loads from its layers, and keeps a version that is deleted', async () => {
  await publish('three');
  await on.lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'layered',
      Role: 'arn:aws:iam::123456789012:role/lambda-role',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Layers: [`${layerArn}:3`],
      Code: { ZipFile: zip({ 'index.js': 'exports.handler = async () => require("shared");' }) },
    }),
  );
  await on.lambda.send(new DeleteLayerVersionCommand({ LayerName: 'shared', VersionNumber: 3 }));
  const { Payload } = await on.lambda.send(new InvokeCommand({ FunctionName: 'layered' }));
  expect(Buffer.from(Payload ?? []).toString()).toBe('"three"');
});

test('others are let in by a policy', async () => {
  const on1 = { LayerName: 'shared', VersionNumber: 1 };
  const { Statement } = await on.lambda.send(
    new AddLayerVersionPermissionCommand({ ...on1, StatementId: 'all', Action: 'lambda:GetLayerVersion', Principal: '*' }),
  );
  const statement = { Sid: 'all', Effect: 'Allow', Principal: '*', Action: 'lambda:GetLayerVersion', Resource: `${layerArn}:1` };
  expect(JSON.parse(Statement ?? '')).toEqual(statement);
  const { Policy } = await on.lambda.send(new GetLayerVersionPolicyCommand(on1));
  expect(JSON.parse(Policy ?? '')).toEqual({ Version: '2012-10-17', Id: 'default', Statement: [statement] });
  await on.lambda.send(new RemoveLayerVersionPermissionCommand({ ...on1, StatementId: 'all' }));
  expect(await refusalOf(on.lambda.send(new GetLayerVersionPolicyCommand(on1)))).toBe(
    '404 ResourceNotFoundException: No policy is associated with the given resource.',
  );
});

test.each([
  {
    name: 'a version that is not there',
    call: () => on.lambda.send(new GetLayerVersionCommand({ LayerName: 'shared', VersionNumber: 99 })),
    answer: '404 ResourceNotFoundException: The resource you requested does not exist.',
  },
  {
    name: 'content that is no zip file',
    call: () => on.lambda.send(new PublishLayerVersionCommand({ LayerName: 'shared', Content: { ZipFile: Buffer.from('text') } })),
    answer: '400 InvalidParameterValueException: Could not unzip uploaded file. Please check your file, then try to upload again.',
  },
])('refuses $name', async ({ call, answer }) => {
  expect(await refusalOf(call())).toBe(answer);
});
