// What an edited template does to a stack, resource by resource: what is touched, what is replaced, what is taken back when one fails,
// what stays. Providers' own behaviour is in the suites of their services.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTemplate } from '@gatewright/template';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';

const trust = { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };

let engine: Engine;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatewright-update-'));
  writeFileSync(join(folder, 'app.js'), 'exports.handler = async () => process.env.WORD');
  engine = await createEngine({ projectRoot: folder, dataRoot: undefined });
});

afterEach(() => engine.stop());

type Resources = { [logicalId: string]: { [member: string]: unknown } };

async function apply(resources: Resources, more: object = {}, on: Engine = engine): Promise<readonly string[]> {
  const text = JSON.stringify({ Resources: resources, ...more });
  const settings = { stage: undefined, region: 'us-east-1', accountId: '123456789012', environment: {}, parameters: {}, options: {} };
  const compiled = await loadTemplate('template.json', { readFile: async () => text, ...settings });
  const diagnostics = [...compiled.diagnostics, ...(await on.apply(compiled, { parameters: {}, allowUnsupported: false }))];
  return diagnostics.map((it) => `${it.code}: ${it.message}`);
}

const changes = (): readonly string[] => engine.describe().changes.map((it) => `${it.action} ${it.logicalId}`);

const role = (name = 'role'): Resources[string] => ({
  Type: 'AWS::IAM::Role',
  Properties: { RoleName: name, AssumeRolePolicyDocument: trust },
});
const code = (word: unknown, more: object = {}, attributes: object = {}): Resources[string] => ({
  Type: 'AWS::Lambda::Function',
  ...attributes,
  Properties: {
    Handler: 'app.handler',
    Runtime: 'nodejs24.x',
    Code: '.',
    Role: 'arn:aws:iam::123456789012:role/role',
    Environment: { Variables: { WORD: word } },
    ...more,
  },
});
const table = (key = 'id', attributes: object = {}): Resources[string] => ({
  Type: 'AWS::DynamoDB::Table',
  ...attributes,
  Properties: {
    TableName: 'words',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    Tags: [{ Key: 'team', Value: 'words' }],
  },
});
const wordOf = (name: string): string | undefined => engine.services.lambda.getFunction(name)?.environment.WORD;
const functions = (): readonly string[] => [...engine.services.lambda.functionNames()].sort();

test('an edit touches what it changes, and what refers to a replaced resource', async () => {
  const first = { One: code('one', { FunctionName: 'one' }), Two: code('two'), Named: code({ Ref: 'One' }), Role: role() };
  expect(await apply(first)).toEqual([]);
  expect(changes()).toEqual(['Create One', 'Create Two', 'Create Role', 'Create Named']);
  await apply(first);
  expect(changes()).toEqual([]);
  await apply({ ...first, Two: code('second') });
  expect(changes()).toEqual(['Update Two']);
  await apply({ ...first, Two: code('second'), One: code('one', { FunctionName: 'uno' }) });
  expect(changes()).toEqual(['Replace One', 'Update Named']);
  expect(functions().filter((it) => /^(one|uno)$/.test(it))).toEqual(['uno']);
});

test('a failed edit leaves everything as it was', async () => {
  const first = { One: code('one', { FunctionName: 'one' }), Two: code('two', { FunctionName: 'two' }) };
  await apply(first);
  const edited = {
    One: code('changed', { FunctionName: 'one' }),
    Two: code('two', { FunctionName: 'dos' }),
    Three: code('three', { FunctionName: 'three' }),
    Words: table('other'),
  };
  const [failure, rolledBack, ...rest] = await apply(edited);
  expect(failure).toMatch(/^PROVISIONING_FAILED: "Words" could not be created: .* \(ValidationException\)$/);
  expect(rolledBack).toBe(
    'STACK_ROLLED_BACK: UPDATE_ROLLBACK_COMPLETE: The following resource(s) failed to create: [Words]. What ran before runs on.',
  );
  expect(rest).toEqual([]);
  expect(changes()).toEqual([]);
  expect(functions()).toEqual(['one', 'two']);
  expect([wordOf('one'), wordOf('two')]).toEqual(['one', 'two']);
  // The next sound edit starts from what is there.
  await apply({ One: code('changed', { FunctionName: 'one' }), Two: first.Two });
  expect(changes()).toEqual(['Update One']);
});

test('a failed first apply leaves nothing', async () => {
  const answer = await apply({ One: code('one'), Words: table('other') });
  expect(answer.at(-1)).toMatch(/^STACK_ROLLED_BACK: ROLLBACK_COMPLETE: .*\[Words\]\. Nothing is served\.$/);
  expect(functions()).toEqual([]);
});

test('an API whose Body the edit broke answers as before', async () => {
  const body = (path: string, uri: string): object => ({
    openapi: '3.0.1',
    info: { title: 'words' },
    paths: {
      [path]: {
        get: {
          responses: { '200': { description: 'OK' } },
          'x-amazon-apigateway-integration': {
            type: 'mock',
            requestTemplates: { 'application/json': '{"statusCode": 200}' },
            responses: { default: { statusCode: '200', responseTemplates: { 'application/json': uri } } },
          },
        },
      },
    },
  });
  const api = (path: string, word: string): Resources => ({
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Body: body(path, word) } },
    Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'Api' } } },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { StageName: 'dev', RestApiId: { Ref: 'Api' }, DeploymentId: { Ref: 'Deployment' } },
    },
  });
  expect(await apply(api('/word', 'one'))).toEqual([]);
  const { port } = await engine.listen({ port: 0, awsPort: 0 });
  const get = async (path: string): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${port}/dev${path}`);
    return `${answer.status} ${await answer.text()}`;
  };
  expect(await get('/word')).toBe('200 one');
  await apply({ ...api('/other', 'two'), Words: table('other') });
  expect(await get('/word')).toBe('200 one');
  expect(await get('/other')).toMatch(/^403 /);
  expect(await apply(api('/other', 'two'))).toEqual([]);
  expect(changes()).toEqual(['Update Api']);
  expect(await get('/other')).toBe('200 two');
});

test('a method that leaves the template is no longer served', async () => {
  const method = (pathPart: string): Resources => ({
    [`${pathPart}Resource`]: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: { RestApiId: { Ref: 'Api' }, ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, PathPart: pathPart },
    },
    [`${pathPart}Method`]: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ResourceId: { Ref: `${pathPart}Resource` },
        HttpMethod: 'GET',
        AuthorizationType: 'NONE',
        MethodResponses: [{ StatusCode: '200' }],
        Integration: {
          Type: 'MOCK',
          RequestTemplates: { 'application/json': '{"statusCode": 200}' },
          IntegrationResponses: [{ StatusCode: '200', ResponseTemplates: { 'application/json': pathPart } }],
        },
      },
    },
  });
  const api = (methods: Resources, dependsOn: string): Resources => ({
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'words' } },
    ...methods,
    Deployment: { Type: 'AWS::ApiGateway::Deployment', DependsOn: dependsOn, Properties: { RestApiId: { Ref: 'Api' }, StageName: 'dev' } },
  });
  expect(await apply(api({ ...method('one'), ...method('two') }, 'oneMethod'))).toEqual([]);
  const { port } = await engine.listen({ port: 0, awsPort: 0 });
  const get = async (path: string): Promise<string> => (await fetch(`http://127.0.0.1:${port}/dev/${path}`)).text();
  expect([await get('one'), await get('two')]).toEqual(['one', 'two']);
  expect(await apply(api(method('one'), 'oneMethod'))).toEqual([]);
  expect(changes()).toEqual(['Delete twoMethod', 'Delete twoResource']);
  expect([await get('one'), await get('two')]).toEqual(['one', expect.stringContaining('Missing Authentication Token')]);
});

test('policies keep what leaves the template, or is replaced', async () => {
  const retained = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
  await apply({ Kept: code('kept', { FunctionName: 'kept' }, retained), Gone: code('gone', { FunctionName: 'gone' }), Role: role() });
  await apply({ Kept: code('kept', { FunctionName: 'renamed' }, retained), Role: role() });
  expect(changes()).toEqual(['Replace Kept', 'Delete Gone']);
  expect(functions()).toEqual(['kept', 'renamed']);
  await apply({ Role: role() });
  expect(changes()).toEqual(['Retain Kept']);
  expect(functions()).toEqual(['kept', 'renamed']);
});

/** The sentence is CloudFormation's own. @source "Name type", AWS CloudFormation template reference */
test('a resource with a name of its own is not replaced under that name', async () => {
  const named = (Path: string): Resources => ({
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'role', Path, AssumeRolePolicyDocument: trust } },
  });
  await apply(named('/'));
  const [refused] = await apply(named('/team/'));
  expect(refused).toMatch(
    /cannot update a stack when a custom-named resource requires replacing\. Rename role and update the stack again\./,
  );
  expect(engine.describe().changes).toEqual([]);
});

test('a resource that goes on under another logical id is not deleted', async () => {
  await apply({ One: code('one', { FunctionName: 'words' }) });
  await apply({ Uno: code('uno', { FunctionName: 'words' }) });
  expect(changes()).toEqual(['Create Uno', 'Delete One']);
  expect(wordOf('words')).toBe('uno');
});

test('a second start with the same template writes nothing', async () => {
  const dataRoot = join(folder, '.gatewright');
  const outputs = { Outputs: { Words: { Value: { Ref: 'Words' }, Export: { Name: 'words-table' } } } };
  const run = async (use: (on: Engine) => Promise<unknown>): Promise<readonly string[]> => {
    const started = await createEngine({ projectRoot: folder, dataRoot });
    expect(await apply({ Words: table(), One: code('one') }, outputs, started)).toEqual([]);
    await use(started);
    await started.stop();
    return ['data/data.mdb', 'exports.json'].map((file) => readFileSync(join(dataRoot, file)).toString('base64'));
  };
  const first = await run((on) => on.services.dynamodb.call('PutItem', { TableName: 'words', Item: { id: { S: 'a' } } }));
  expect(await run(async () => {})).toEqual(first);
});

test('one stack imports what another exported into the same data folder', async () => {
  const dataRoot = join(folder, 'shared');
  const exporting = await createEngine({ projectRoot: folder, dataRoot });
  await apply({ Role: role() }, { Outputs: { Role: { Value: { Ref: 'Role' }, Export: { Name: 'the-role' } } } }, exporting);
  await exporting.stop();
  const importing = await createEngine({ projectRoot: mkdtempSync(join(tmpdir(), 'gatewright-other-')), dataRoot });
  const resources = { One: code({ 'Fn::ImportValue': 'the-role' }, { FunctionName: 'one' }) };
  expect(await apply(resources, {}, importing)).toEqual([]);
  expect(importing.services.lambda.getFunction('one')?.environment.WORD).toBe('role');
  const [missing] = await apply({ One: code({ 'Fn::ImportValue': 'a-role' }) }, {}, importing);
  expect(missing).toMatch(/^UNSUPPORTED_INTRINSIC: No export named a-role found/);
  const [taken] = await apply(resources, { Outputs: { R: { Value: 'x', Export: { Name: 'the-role' } } } }, importing);
  expect(taken).toMatch(/^PROVISIONING_FAILED: Export with name the-role is already exported by stack gatewright-update-/);
  await importing.stop();
});
