// The AWS endpoint with `verifySignatures`: who signs with a known key goes on, everybody else gets AWS's refusal in his protocol. Signed by AWS's own
// clients. Sources: "Common errors" of the API references, "Troubleshoot signed requests for AWS APIs" (IAM user guide), "Error responses" (S3),
// dynalite's recordings of DynamoDB.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { loadTemplate } from '@gatewright/template';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { createWorld } from '../../src/world/world.ts';

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const projectRoot = mkdtempSync(join(tmpdir(), 'gatewright-signatures-'));
const known: Keys = { accessKeyId: 'test', secretAccessKey: 'test' };
let aheadMs = 0;
let engine: Engine;
let url: string;
beforeAll(async () => {
  const world = { ...createWorld(), now: () => Date.now() + aheadMs };
  engine = await createEngine({ world, projectRoot, dataRoot: undefined, verifySignatures: true });
  const { awsPort } = await engine.listen({ port: 0, awsPort: 0 });
  url = `http://127.0.0.1:${awsPort}`;
  const trust = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }] });
  await engine.services.iam.call('CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument: trust });
});
afterAll(async () => {
  await engine.stop();
  rmSync(projectRoot, { recursive: true, force: true });
});

const settings = (credentials: Keys) => ({ endpoint: url, region: 'eu-west-1', credentials, maxAttempts: 1, forcePathStyle: true });

/** One harmless call in each protocol. */
const calls: { readonly [protocol: string]: (keys: Keys) => Promise<object> } = {
  'JSON (ssm)': (keys) => new SSMClient(settings(keys)).send(new DescribeParametersCommand({})),
  'JSON (dynamodb)': (keys) => new DynamoDBClient(settings(keys)).send(new ListTablesCommand({})),
  'JSON (sqs)': (keys) => new SQSClient(settings(keys)).send(new ListQueuesCommand({})),
  'CBOR (monitoring)': (keys) => new CloudWatchClient(settings(keys)).send(new ListMetricsCommand({})),
  'query (sts)': (keys) => new STSClient(settings(keys)).send(new GetCallerIdentityCommand({})),
  'query (sns)': (keys) => new SNSClient(settings(keys)).send(new ListTopicsCommand({})),
  'REST-JSON (lambda)': (keys) => new LambdaClient(settings(keys)).send(new ListFunctionsCommand({})),
  'REST-XML (s3)': (keys) => new S3Client(settings(keys)).send(new ListBucketsCommand({})),
};

const invalidToken = 'The security token included in the request is invalid.';
const mismatch = /^The request signature we calculated does not match the signature you provided\. Check your/;
type Refusal = [status: number, name: string, message: string | RegExp];
const unknownKey: { readonly [protocol: string]: Refusal } = {
  'JSON (ssm)': [400, 'UnrecognizedClientException', invalidToken],
  'JSON (dynamodb)': [400, 'UnrecognizedClientException', invalidToken],
  'JSON (sqs)': [403, 'InvalidClientTokenId', invalidToken],
  'CBOR (monitoring)': [403, 'InvalidClientTokenId', invalidToken],
  'query (sts)': [403, 'InvalidClientTokenId', invalidToken],
  'query (sns)': [403, 'InvalidClientTokenId', invalidToken],
  'REST-JSON (lambda)': [403, 'UnrecognizedClientException', invalidToken],
  'REST-XML (s3)': [403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.'],
};
const wrongSecret: { readonly [protocol: string]: Refusal } = {
  'JSON (ssm)': [400, 'InvalidSignatureException', mismatch],
  'JSON (dynamodb)': [400, 'InvalidSignatureException', mismatch],
  'JSON (sqs)': [403, 'SignatureDoesNotMatch', mismatch],
  'CBOR (monitoring)': [403, 'SignatureDoesNotMatch', mismatch],
  'query (sts)': [403, 'SignatureDoesNotMatch', mismatch],
  'query (sns)': [403, 'SignatureDoesNotMatch', mismatch],
  'REST-JSON (lambda)': [403, 'InvalidSignatureException', mismatch],
  'REST-XML (s3)': [403, 'SignatureDoesNotMatch', mismatch],
};

async function refusal(call: Promise<unknown>): Promise<Refusal | undefined> {
  return call.then(
    () => undefined,
    (error: { readonly name: string; readonly message: string; readonly $metadata: { readonly httpStatusCode: number } }) => [
      error.$metadata.httpStatusCode,
      error.name,
      error.message,
    ],
  );
}
const worded = ([status, name, message]: Refusal = [0, '', '']): unknown => [
  status,
  name,
  typeof message === 'string' ? message : expect.stringMatching(message),
];

describe.each(Object.entries(calls))('%s', (protocol, call) => {
  test('a known key goes on', async () => {
    await expect(call(known)).resolves.toBeDefined();
  });
  test('an unknown key is refused', async () => {
    expect(await refusal(call({ accessKeyId: 'AKIAUNKNOWN000000000', secretAccessKey: 'x' }))).toEqual(worded(unknownKey[protocol]));
  });
  test('another secret is refused', async () => {
    expect(await refusal(call({ ...known, secretAccessKey: 'wrong' }))).toEqual(worded(wrongSecret[protocol]));
  });
});

async function session(seconds = 900): Promise<Keys> {
  const role = { RoleArn: 'arn:aws:iam::123456789012:role/reader', RoleSessionName: 'session', DurationSeconds: seconds };
  const { Credentials } = await new STSClient(settings(known)).send(new AssumeRoleCommand(role));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

test('the session of a role goes on with its token, and not without', async () => {
  const keys = await session();
  for (const call of Object.values(calls)) await expect(call(keys)).resolves.toBeDefined();
  const { sessionToken: _, ...bare } = keys;
  expect(await refusal(calls['query (sts)']?.(bare) ?? Promise.resolve())).toEqual(worded(unknownKey['query (sts)']));
  expect(await refusal(calls['JSON (ssm)']?.(bare) ?? Promise.resolve())).toEqual(worded(unknownKey['JSON (ssm)']));
});

test('a function goes on with the credentials of its environment', async () => {
  const { lambda, ssm } = engine.services;
  await ssm.call('PutParameter', { Name: 'plain', Type: 'String', Value: 'read' });
  const handler = `
    const { GetParameterCommand, SSMClient } = require('@aws-sdk/client-ssm');
    exports.handler = async () => {
      const own = await new SSMClient().send(new GetParameterCommand({ Name: 'plain' }));
      const credentials = { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY };
      const bare = await new SSMClient({ credentials }).send(new GetParameterCommand({ Name: 'plain' })).catch((it) => it.name);
      return [own.Parameter.Value, bare];
    };`;
  const resources = {
    F: {
      Type: 'AWS::Lambda::Function',
      Properties: { Runtime: 'nodejs20.x', Handler: 'index.handler', Role: 'arn:aws:iam::123456789012:role/r', Code: { ZipFile: handler } },
    },
  };
  const sources = { stage: undefined, region: 'us-east-1', accountId: '123456789012', environment: {}, options: {}, parameters: {} };
  const compiled = await loadTemplate('t.json', { ...sources, readFile: async () => JSON.stringify({ Resources: resources }) });
  expect(await engine.apply({ ...compiled, stackName: 's' }, { parameters: {}, allowUnsupported: false })).toEqual([]);
  const { payload } = await lambda.invoke({ functionName: 's-F', payload: '{}', traceId: '' });
  expect(JSON.parse(payload.toString())).toEqual(['read', 'UnrecognizedClientException']);
});

test("a user's access key goes on until it is made inactive", async () => {
  const { iam } = engine.services;
  await iam.call('CreateUser', { UserName: 'ann' });
  const { AccessKey } = await iam.call('CreateAccessKey', { UserName: 'ann' });
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = Object(AccessKey);
  const keys = { accessKeyId, secretAccessKey };
  await expect(calls['JSON (ssm)']?.(keys)).resolves.toBeDefined();
  await iam.call('UpdateAccessKey', { UserName: 'ann', AccessKeyId: accessKeyId, Status: 'Inactive' });
  expect(await refusal(calls['JSON (ssm)']?.(keys) ?? Promise.resolve())).toEqual(worded(unknownKey['JSON (ssm)']));
});

const expiredText = 'The security token included in the request is expired';
const late: [protocol: string, expired: Refusal, old: Refusal][] = [
  [
    'JSON (ssm)',
    [400, 'ExpiredTokenException', expiredText],
    [400, 'InvalidSignatureException', /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/],
  ],
  ['query (sts)', [403, 'ExpiredToken', expiredText], [403, 'SignatureDoesNotMatch', /^Signature expired: .+ - 5 min\.\)$/]],
  [
    'REST-XML (s3)',
    [400, 'ExpiredToken', 'The provided token has expired.'],
    [403, 'RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.'],
  ],
];
test.each(late)('%s: what is too old is refused', async (protocol, expired, old) => {
  const call = calls[protocol];
  const keys = await session();
  try {
    aheadMs = 3_600_000;
    expect(await refusal(call?.(keys) ?? Promise.resolve())).toEqual(worded(expired));
    expect(await refusal(call?.(known) ?? Promise.resolve())).toEqual(worded(old));
  } finally {
    aheadMs = 0;
  }
});

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const target = (name: string): object => ({ 'x-amz-target': name, 'content-type': 'application/x-amz-json-1.1' });
const unsigned: [what: string, headers: object, body: string, status: number, answer: RegExp][] = [
  [
    'a query',
    { ...form, authorization: 'AWS4-HMAC-SHA256 x' },
    'Action=GetCallerIdentity&Version=2011-06-15',
    400,
    /<Code>IncompleteSignature<\/Code><Message>Invalid key=value pair \(missing equal-sign\)/,
  ],
  [
    'a query',
    form,
    'Action=GetCallerIdentity&Version=2011-06-15',
    403,
    /<Type>Sender<\/Type><Code>MissingAuthenticationToken<\/Code><Message>Request is missing Authentication Token</,
  ],
  [
    'JSON',
    target('AmazonSSM.GetParameter'),
    '{}',
    400,
    /^\{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"\}$/,
  ],
  [
    'JSON',
    target('DynamoDB_20120810.ListTables'),
    '{}',
    400,
    /"__type":"com\.amazon\.coral\.service#MissingAuthenticationTokenException","message":"Request must contain either a valid/,
  ],
  [
    'JSON',
    { ...target('DynamoDB_20120810.ListTables'), authorization: 'AWS4-HMAC-SHA256 Credential=a' },
    '{}',
    400,
    /IncompleteSignatureException","message":"Authorization header requires 'Signature' parameter\. Authorization header requires 'SignedHeaders' parameter\./,
  ],
];
test.each(unsigned)('%s without a signature is refused', async (_, headers, body, status, answer) => {
  const got = await fetch(url, { method: 'POST', headers: { ...headers }, body });
  expect([got.status, await got.text()]).toEqual([status, expect.stringMatching(answer)]);
});

test('a body that is not the one signed is refused', async () => {
  const request = (body: string) => ({
    method: 'POST',
    path: '/',
    query: '',
    headers: { host: new URL(url).host, ...target('AmazonSSM.DescribeParameters') },
    body: Buffer.from(body),
  });
  const { signRequest } = await import('../../src/upstream/sign-request.ts');
  const { host: _, ...headers } = signRequest(request('{}'), { service: 'ssm', region: 'us-east-1' }, known, Date.now());
  expect((await fetch(url, { method: 'POST', headers, body: '{}' })).status).toBe(200);
  expect(await (await fetch(url, { method: 'POST', headers, body: '{"MaxResults":1}' })).json()).toMatchObject({
    __type: 'InvalidSignatureException',
  });
});

test('S3 keeps names and bodies as they are signed; presigned addresses and public ones are its own affair', async () => {
  const s3 = new S3Client({ ...settings(known), region: 'us-east-1' });
  await s3.send(new CreateBucketCommand({ Bucket: 'signed' }));
  await s3.send(new PutObjectCommand({ Bucket: 'signed', Key: 'a b/ü+(1)*.txt', Body: 'text', Metadata: { note: 'two  blanks' } }));
  const found = await s3.send(new GetObjectCommand({ Bucket: 'signed', Key: 'a b/ü+(1)*.txt' }));
  expect(await found.Body?.transformToString()).toBe('text');
  const address = await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'signed', Key: 'a b/ü+(1)*.txt' }));
  expect(await (await fetch(address)).text()).toBe('text');
  expect((await fetch(address.replace(/Signature=\w{4}/, 'Signature=0000'))).status).toBe(403);
  expect((await fetch(`${url}/signed/none`)).status).toBe(403);
});
