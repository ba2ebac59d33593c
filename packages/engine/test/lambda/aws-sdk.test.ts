// Covers how functions find the AWS SDK, and that what they send arrives at the local endpoint. The endpoint here only notes requests.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startRuntime } from './run-function.ts';

const requests: { readonly url: string; readonly target: string; readonly authorization: string }[] = [];
const server = createServer((request, response) => {
  const { url = '', headers } = request;
  requests.push({ url, target: String(headers['x-amz-target'] ?? ''), authorization: headers.authorization ?? '' });
  request.resume().on('end', () => response.setHeader('content-type', 'application/x-amz-json-1.0').end('{"TableNames":["users"]}'));
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));

const lambda = startRuntime({ endpointUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
// Outside of this repository, so that its own node_modules are not found.
const codeRoot = realpathSync(mkdtempSync(join(tmpdir(), 'gatewright-sdk-')));
afterAll(async () => {
  await lambda.runtime.stop();
  server.close();
  rmSync(codeRoot, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(codeRoot, file)), { recursive: true });
  writeFileSync(join(codeRoot, file), text);
}

const list =
  'const client = new DynamoDBClient({}); export const handler = async () => (await client.send(new ListTablesCommand({}))).TableNames;';
const imports = "import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';";

test.each([
  {
    file: 'require.cjs',
    text:
      "const { DynamoDBClient, ListTablesCommand } = require('@aws-sdk/client-dynamodb');\n" +
      list.replace('export const handler', 'exports.handler'),
  },
  { file: 'import.mjs', text: `${imports}\n${list}` },
  {
    file: 'dynamic.mjs',
    text: "export const handler = async () => { const { DynamoDBClient, ListTablesCommand } = await import('@aws-sdk/client-dynamodb'); return (await new DynamoDBClient({}).send(new ListTablesCommand({}))).TableNames; };",
  },
  { file: 'typed-commonjs.cts', text: `${imports}\n${list}` },
  { file: 'typed-module.mts', text: `${imports}\n${list}` },
])('version 3 need not be installed: $file', { timeout: 60_000 }, async ({ file, text }) => {
  write(file, text);
  requests.length = 0;
  const answer = await lambda.invoke({
    codeRoot,
    handler: `${file.split('.')[0]}.handler`,
    functionName: file.replaceAll('.', '-'),
    memorySizeMb: 256,
    timeoutSeconds: 10,
  });
  expect(answer.body).toEqual(['users']);
  expect(requests).toEqual([
    {
      url: '/',
      target: 'DynamoDB_20120810.ListTables',
      authorization: expect.stringMatching(/Credential=ASIA[0-9A-F]{16}\/\d{8}\/us-east-1\/dynamodb/),
    },
  ]);
});

test("the project's own copy wins", async () => {
  write('own/node_modules/@aws-sdk/client-dynamodb/index.js', "exports.mine = 'mine';");
  write('own/index.js', "exports.handler = async () => require('@aws-sdk/client-dynamodb').mine;");
  expect((await lambda.invoke({ codeRoot: join(codeRoot, 'own'), handler: 'index.handler', functionName: 'own' })).body).toBe('mine');
});

test('nothing else that the engine has is found', async () => {
  write('other.js', "exports.handler = async () => require('esbuild');");
  expect((await lambda.invoke({ codeRoot, handler: 'other.handler', functionName: 'other' })).body).toMatchObject({
    errorMessage: expect.stringMatching(/^Cannot find module 'esbuild'/),
  });
});

test('S3 names the bucket in the path', { timeout: 60_000 }, async () => {
  write(
    's3.js',
    "const { S3Client, HeadObjectCommand } = require('@aws-sdk/client-s3'); exports.handler = async () => { await new S3Client({}).send(new HeadObjectCommand({ Bucket: 'photos', Key: 'a.jpg' })); };",
  );
  requests.length = 0;
  await lambda.invoke({ codeRoot, handler: 's3.handler', functionName: 's3', memorySizeMb: 256, timeoutSeconds: 10 });
  expect(requests.map((it) => it.url)).toEqual(['/photos/a.jpg']);
});

test.each(["new (require('aws-sdk').DynamoDB)()", "new (require('aws-sdk/clients/dynamodb'))()"])(
  'version 2, where it is installed: %s',
  { timeout: 60_000 },
  async (client) => {
    const functionName = `version2-${client.length}`;
    mkdirSync(join(codeRoot, 'installed', functionName, 'node_modules'), { recursive: true });
    symlinkSync(join(process.cwd(), 'node_modules/aws-sdk'), join(codeRoot, 'installed', functionName, 'node_modules/aws-sdk'));
    write(`installed/${functionName}/index.js`, `exports.handler = async () => (await ${client}.listTables().promise()).TableNames;`);
    requests.length = 0;
    const answer = await lambda.invoke({
      codeRoot: join(codeRoot, 'installed', functionName),
      handler: 'index.handler',
      functionName,
      memorySizeMb: 512,
      timeoutSeconds: 20,
    });
    expect(answer.body).toEqual(['users']);
    expect(requests.length).toBe(1);
  },
);

test("version 2, where it is not: AWS's error, and the cure", async () => {
  write('version2.js', "const AWS = require('aws-sdk');\nexports.handler = async () => AWS;");
  const answer = await lambda.invoke({ codeRoot, handler: 'version2.handler', functionName: 'version2' });
  expect(answer.body).toMatchObject({
    errorType: 'Runtime.ImportModuleError',
    errorMessage: expect.stringMatching(/^Error: Cannot find module 'aws-sdk'\nRequire stack:/),
  });
  expect(answer.trace.error).toMatchObject({
    at: { file: join(codeRoot, 'version2.js'), line: 1 },
    hint: expect.stringMatching(/npm install aws-sdk.*@aws-sdk\/client-dynamodb/),
  });
});
