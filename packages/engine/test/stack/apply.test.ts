// A stack through the engine's own door: what an edited template does to what runs. Each resource type's own behaviour is in the
// suites of its service.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTemplate } from '@gatewright/template';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';

let engine: Engine;
let url: string;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatewright-stack-'));
  writeFileSync(join(folder, 'app.js'), 'exports.handler = async (event) => ({ statusCode: 200, body: process.env.WORD })');
  engine = await createEngine({ projectRoot: folder, dataRoot: undefined });
});

afterEach(() => engine.stop());

async function apply(text: string, parameters: Record<string, string> = {}, allowUnsupported = false): Promise<readonly string[]> {
  const compiled = await loadTemplate('template.yaml', {
    readFile: async () => text,
    stage: undefined,
    region: 'us-east-1',
    accountId: '123456789012',
    environment: {},
    parameters,
    options: {},
  });
  const diagnostics = [...compiled.diagnostics, ...(await engine.apply(compiled, { parameters, allowUnsupported }))];
  return diagnostics.map((it) => `${it.severity} ${it.code} ${it.at?.line}`);
}

async function listen(): Promise<void> {
  const { port } = await engine.listen({ port: 0, awsPort: 0 });
  url = `http://127.0.0.1:${port}`;
}

const get = async (path: string): Promise<string> => {
  const answer = await fetch(url + path);
  return `${answer.status} ${await answer.text()}`;
};

const template = ({ word = 'one', path = '/word', rest = '' }: { word?: string; path?: string; rest?: string }): string => `
Transform: AWS::Serverless-2016-10-31
Resources:
  Word:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs24.x
      CodeUri: .
      Environment: { Variables: { WORD: ${word} } }
      Events:
        Get: { Type: Api, Properties: { Path: ${path}, Method: get } }
${rest}`;

test('an edited route and an edited environment are served at once', async () => {
  expect(await apply(template({}))).toEqual([]);
  await listen();
  expect(await get('/Prod/word')).toBe('200 one');
  expect(await apply(template({ word: 'two', path: '/words' }))).toEqual([]);
  expect(await get('/Prod/words')).toBe('200 two');
  expect(await get('/Prod/word')).toBe('403 {"message":"Missing Authentication Token"}');
});

test('a template with a mistake leaves what runs as it was', async () => {
  await apply(template({}));
  await listen();
  expect(await apply(template({ rest: '  Queue:\n    Type: AWS::Kinesis::Stream\n' }))).toEqual(['error UNSUPPORTED_RESOURCE_TYPE 14']);
  expect(await get('/Prod/word')).toBe('200 one');
});

test('--allow-unsupported warns and runs the rest', async () => {
  const diagnostics = await apply(template({ rest: '  Queue:\n    Type: AWS::Kinesis::Stream\n' }), {}, true);
  expect(diagnostics).toEqual(['warning UNSUPPORTED_RESOURCE_TYPE 14']);
  await listen();
  expect(await get('/Prod/word')).toBe('200 one');
});

test('a gateway response that nothing refers to is part of the deployment', async () => {
  const rest = `
  NotFound:
    Type: AWS::ApiGateway::GatewayResponse
    Properties:
      RestApiId: !Ref ServerlessRestApi
      ResponseType: MISSING_AUTHENTICATION_TOKEN
      StatusCode: 404
      ResponseTemplates: { application/json: '{"none":true}' }
`;
  expect(await apply(template({ rest }))).toEqual([]);
  await listen();
  expect(await get('/Prod/nothing')).toBe('404 {"none":true}');
});

test('a table that leaves the template keeps its items', async () => {
  const rest = `
  Words:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: words
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
`;
  await apply(template({ rest }));
  await engine.services.dynamodb.call('PutItem', { TableName: 'words', Item: { id: { S: 'a' } } });
  await apply(template({}));
  expect(engine.describe().tables).toEqual([]);
  await apply(template({ rest }));
  expect(await engine.services.dynamodb.call('Scan', { TableName: 'words', Select: 'COUNT' })).toMatchObject({ Count: 1 });
});

test('what a failed resource takes with it is reported once', async () => {
  const rest = `
  Words:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: words
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: other, KeyType: HASH }]
  Reader:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs24.x
      CodeUri: .
      Environment: { Variables: { WORD: !Ref Words } }
`;
  expect(await apply(template({ rest }))).toEqual(['error PROVISIONING_FAILED 14', 'warning STACK_ROLLED_BACK undefined']);
});

test('a resource whose condition does not hold is neither judged nor made', async () => {
  const rest = `
  Queue:
    Type: AWS::Kinesis::Stream
    Condition: OnAws
Parameters:
  Where: { Type: String, Default: here }
Conditions:
  OnAws: !Equals [!Ref Where, aws]
Outputs:
  Word: { Value: !Ref Word }
  Queue: { Condition: OnAws, Value: !Ref Queue }
`;
  expect(await apply(template({ rest }))).toEqual([]);
  expect(Object.keys(engine.describe().outputs)).toEqual(['Word']);
  expect(await apply(template({ rest }), { Where: 'aws' })).toEqual(['error UNSUPPORTED_RESOURCE_TYPE 15']);
});
