// Covers AWS's Parameters and Secrets Lambda Extension as functions reach it: by its port, in their own environments. Sources: "Using Parameter
// Store parameters in AWS Lambda functions" (Systems Manager user guide), "Use Secrets Manager secrets in Lambda functions" (Lambda developer
// guide), and for the form of answers and log lines what public projects have logged on AWS.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LambdaClient, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import type { LambdaEvent } from '../../src/lambda/lambda-runtime.ts';
import type { AwsCall } from '../../src/trace/trace.ts';
import { createWorld } from '../../src/world/world.ts';
import { applyTemplate } from '../apply-template.ts';

const projectRoot = mkdtempSync(join(tmpdir(), 'gatewright-extension-'));
const events: LambdaEvent[] = [];
/** Holds a port that a function asks for. */
const stranger = createServer();
let aheadMs = 0;
let engine: Engine;
let awsUrl: string;

const layer = 'arn:aws:lambda:us-east-1:177933569100:layer:AWS-Parameters-and-Secrets-Lambda-Extension:11';
const armLayer = 'arn:aws:lambda:eu-central-1:187925254637:layer:AWS-Parameters-and-Secrets-Lambda-Extension-Arm64:17';

/** Asks the extension for the event's path; during its init phase for a parameter. */
const code = `
const port = process.env.PARAMETERS_SECRETS_EXTENSION_HTTP_PORT ?? 2773;
const ask = async (path, token = process.env.AWS_SESSION_TOKEN) => {
  const headers = token === null ? {} : { 'X-Aws-Parameters-Secrets-Token': token };
  const answer = await fetch('http://localhost:' + port + path, { headers });
  return { status: answer.status, body: await answer.text() };
};
const early = await ask('/systemsmanager/parameters/get?name=plain');
export const handler = async ({ path, token }) => (path === 'early' ? early : path === 'port' ? port : ask(path, token));
`;

const functionOf = (layers: readonly string[], variables: object = {}): object => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs20.x',
    Handler: 'index.handler',
    Role: 'arn:aws:iam::123456789012:role/r',
    Code: '.',
    Layers: layers,
    Environment: { Variables: variables },
  },
});

beforeAll(async () => {
  writeFileSync(join(projectRoot, 'index.mjs'), code);
  await new Promise<void>((done) => stranger.listen(0, '127.0.0.1', done));
  const { port: taken } = stranger.address() as AddressInfo;
  const world = { ...createWorld(), now: () => Date.now() + aheadMs };
  engine = await createEngine({ world, projectRoot, dataRoot: undefined, onLambdaEvent: (it) => events.push(it) });
  const { ssm, secretsmanager } = engine.services;
  await ssm.call('PutParameter', { Name: 'plain', Type: 'String', Value: 'one' });
  await ssm.call('PutParameter', { Name: '/deep/sealed', Type: 'SecureString', Value: 'hidden' });
  await ssm.call('LabelParameterVersion', { Name: '/deep/sealed', Labels: ['live'] });
  await secretsmanager.call('CreateSecret', { Name: 'shop', SecretString: '{"a":1}' });
  await secretsmanager.call('CreateSecret', { Name: 'binary', SecretBinary: Buffer.from('abc').toString('base64') });
  const template = {
    Resources: {
      Reader: functionOf([layer]),
      Other: functionOf([armLayer], { SSM_PARAMETER_STORE_TTL: '0', PARAMETERS_SECRETS_EXTENSION_LOG_LEVEL: 'none' }),
      Elsewhere: functionOf([layer], { PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: String(taken), SECRETS_MANAGER_TTL: '900' }),
      Without: functionOf([]),
    },
  };
  await applyTemplate(engine, template);
  awsUrl = `http://127.0.0.1:${(await engine.listen({ port: 0, awsPort: 0 })).awsPort}`;
});
afterAll(async () => {
  await engine.stop();
  stranger.close();
  rmSync(projectRoot, { recursive: true, force: true });
});

interface Asked {
  readonly answer: { readonly status: number; readonly body: string };
  readonly calls: readonly AwsCall[];
}

async function ask(
  path: string,
  { of = 'Reader', token }: { readonly of?: string; readonly token?: string | null | undefined } = {},
): Promise<Asked> {
  const payload = JSON.stringify({ path, ...(token !== undefined && { token }) });
  const { payload: answered, trace } = await engine.services.lambda.invoke({ functionName: `shop-${of}`, payload, traceId: '' });
  return { answer: JSON.parse(answered.toString()), calls: trace.awsCalls };
}

const document = async (path: string): Promise<unknown> => JSON.parse((await ask(path)).answer.body);
const isoTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d*[1-9])?Z$/);

test('a parameter is answered as GetParameter does, in the form of its SDK', async () => {
  expect(await document('/systemsmanager/parameters/get?name=plain')).toEqual({
    Parameter: {
      ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/plain',
      DataType: 'text',
      LastModifiedDate: isoTime,
      Name: 'plain',
      Selector: null,
      SourceResult: null,
      Type: 'String',
      Value: 'one',
      Version: 1,
    },
    ResultMetadata: {},
  });
});

test('a secret is answered as GetSecretValue does', async () => {
  expect(await document('/secretsmanager/get?secretId=shop')).toEqual({
    ARN: expect.stringMatching(/:secret:shop-\w{6}$/),
    CreatedDate: isoTime,
    Name: 'shop',
    SecretBinary: null,
    SecretString: '{"a":1}',
    VersionId: expect.any(String),
    VersionStages: ['AWSCURRENT'],
    ResultMetadata: {},
  });
  expect(await document('/secretsmanager/get?secretId=binary&versionStage=AWSCURRENT')).toMatchObject({
    SecretBinary: 'YWJj',
    SecretString: null,
  });
});

const readings: [path: string, value: unknown][] = [
  ['/systemsmanager/parameters/get/?name=%2Fdeep%2Fsealed&withDecryption=true', 'hidden'],
  ['/systemsmanager/parameters/get?name=/deep/sealed&withDecryption=true&version=1', 'hidden'],
  ['/systemsmanager/parameters/get?name=/deep/sealed&withDecryption=true&label=live', 'hidden'],
  ['/systemsmanager/parameters/get?name=/deep/sealed', expect.not.stringContaining('hidden')],
];
test.each(readings)('%s', async (path, value) => {
  expect(await document(path)).toMatchObject({ Parameter: { Name: '/deep/sealed', Type: 'SecureString', Value: value } });
});

const generic = 'an unexpected error occurred while executing request';
const refusals: [what: string, path: string, token: string | null | undefined, status: number, body: string][] = [
  ['an unknown parameter', '/systemsmanager/parameters/get?name=none', undefined, 400, generic],
  ['an unknown secret', '/secretsmanager/get?secretId=none', undefined, 400, generic],
  ['an unknown version', '/systemsmanager/parameters/get?name=plain&version=9', undefined, 400, generic],
  ['a parameter without a name', '/systemsmanager/parameters/get', undefined, 400, 'the query parameter name is missing'],
  ['another path', '/other', undefined, 404, '404 page not found\n'],
  ['a call without the token', '/secretsmanager/get?secretId=shop', null, 401, expect.stringContaining('X-Aws-Parameters-Secrets-Token')],
  ['a call with another token', '/secretsmanager/get?secretId=shop', 'guess', 401, expect.stringContaining('AWS_SESSION_TOKEN')],
];
test.each(refusals)('refuses %s', async (_, path, token, status, body) => {
  expect((await ask(path, { token })).answer).toEqual({ status, body });
});

test('it is not ready in the init phase', async () => {
  expect((await ask('early')).answer).toEqual({ status: 400, body: 'not ready to serve traffic, please wait' });
});

test('what the service refuses is told in the log of the function, and no value ever is', async () => {
  await ask('/secretsmanager/get?secretId=gone');
  const lines = events.flatMap((it) => (it.type === 'log' && it.functionName === 'shop-Reader' ? [it.line] : []));
  expect(
    lines.some((it) =>
      /^\[AWS Parameters and Secrets Lambda Extension\] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d INFO Serving on port \d+$/.test(it),
    ),
  ).toBe(true);
  expect(lines.join('\n')).toMatch(
    / ERROR GetSecretValue request encountered an error: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: \S+, ResourceNotFoundException: Secrets Manager can't find the specified secret\./,
  );
  expect(lines.join('\n')).not.toContain('hidden');
});

test('answers are kept for five minutes, in each environment for itself, and the trace has only the calls to the services', async () => {
  const { ssm } = engine.services;
  const path = '/systemsmanager/parameters/get?name=plain';
  const valueFor = async (of: string): Promise<[unknown, number]> => {
    const { answer, calls } = await ask(path, { of });
    return [JSON.parse(answer.body).Parameter.Value, calls.length];
  };
  await ssm.call('PutParameter', { Name: 'plain', Value: 'two', Overwrite: true });
  expect(await valueFor('Reader')).toEqual(['one', 0]);
  expect(await valueFor('Other')).toEqual(['two', 1]);
  expect(await valueFor('Other')).toEqual(['two', 1]);
  aheadMs = 301_000;
  const { answer, calls } = await ask(path);
  expect(JSON.parse(answer.body).Parameter.Value).toBe('two');
  expect(calls).toMatchObject([{ service: 'ssm', operation: 'GetParameter', resource: 'plain', statusCode: 200 }]);
  expect(await valueFor('Reader')).toEqual(['two', 0]);
});

test('a function whose port is taken learns another by the variable, and its log says so', async () => {
  expect((await ask('/secretsmanager/get?secretId=shop', { of: 'Elsewhere' })).answer.status).toBe(200);
  const lines = events.flatMap((it) => (it.type === 'log' && it.functionName === 'shop-Elsewhere' ? [it.line] : [])).join('\n');
  expect(lines).toMatch(/\(gatewright: port \d+ is not free on this machine, .* listens on port \d+/);
  expect(lines).toContain('WARN SECRETS_MANAGER_TTL exceeds max limit. Setting Secrets Manager TTL to 5m0s.');
});

test('a function without the layer has no extension', async () => {
  expect((await ask('/secretsmanager/get?secretId=shop', { of: 'Without' })).answer).not.toMatchObject({ status: 200 });
});

test('a function gets it with its layer by the Lambda API too, and loses it with the layer', async () => {
  const lambda = new LambdaClient({ endpoint: awsUrl, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  const put = (Layers: string[]) => lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'shop-Without', Layers }));
  expect((await put([layer])).Layers).toMatchObject([{ Arn: layer }]);
  expect((await ask('/secretsmanager/get?secretId=shop', { of: 'Without' })).answer).toMatchObject({ status: 200 });
  await expect(put([armLayer])).rejects.toMatchObject({
    message: 'Layers are not in the same region as the function. Layers are expected to be in region us-east-1.',
  });
  await put([]);
  expect((await ask('/secretsmanager/get?secretId=shop', { of: 'Without' })).answer).not.toMatchObject({ status: 200 });
});
