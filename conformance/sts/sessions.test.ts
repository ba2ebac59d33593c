// Covers who a caller is, roles taken on, and the refusals of both, with roles made by the IAM API. Sources: the AWS STS and IAM API
// references; moto's tests for the wording. TARGET_URL judges another endpoint.
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';

let endpoint: ServicesEndpoint;
let sts: STSClient;
const name = `conformance-${process.pid}`;

/** One IAM operation over the query protocol. */
async function iam(Action: string, parameters: { readonly [name: string]: string }): Promise<{ status: number; body: string }> {
  const authorization = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=00';
  const answer = await fetch(endpoint.client.endpoint, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Action, Version: '2010-05-08', ...parameters }).toString(),
  });
  return { status: answer.status, body: await answer.text() };
}
const trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}';

beforeAll(async () => {
  endpoint = await startServices();
  sts = new STSClient(endpoint.client);
  await iam('CreateRole', { RoleName: name, AssumeRolePolicyDocument: trust });
});
afterAll(async () => {
  await iam('DeleteRole', { RoleName: name });
  await endpoint.stop();
});

test('a session of a role is who the role says', async () => {
  const { Account } = await sts.send(new GetCallerIdentityCommand({}));
  const RoleArn = `arn:aws:iam::${Account}:role/${name}`;
  const { Credentials, AssumedRoleUser } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'someone' }));
  expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${Account}:assumed-role/${name}/someone`);
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  expect(credentials.accessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/);
  const session = new STSClient({ ...endpoint.client, credentials });
  expect(await session.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Arn: AssumedRoleUser?.Arn,
    UserId: AssumedRoleUser?.AssumedRoleId,
  });
  await expect(session.send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: 'Cannot call GetSessionToken with session credentials',
  });
});

test('a role that is not there, or for longer than it allows, is refused', async () => {
  const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
  const RoleArn = `arn:aws:iam::${Account}:role/none-such`;
  await expect(sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'someone' }))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: ${Arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
  });
  const long = { RoleArn: `arn:aws:iam::${Account}:role/${name}`, RoleSessionName: 'someone', DurationSeconds: 7200 };
  await expect(sts.send(new AssumeRoleCommand(long))).rejects.toMatchObject({ name: 'ValidationError' });
});

// Source: localstack's recordings of AWS (test_sts, TestSTSAssumeRoleTagging).
test('tags of a session are checked, and those that go along stay as they are', async () => {
  const { Account } = await sts.send(new GetCallerIdentityCommand({}));
  const take = (client: STSClient, more: object) =>
    client.send(new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${Account}:role/${name}`, RoleSessionName: 'someone', ...more }));
  const tags = (...keys: string[]) => ({ Tags: keys.map((Key) => ({ Key, Value: 'v' })) });
  const refusal = (message: string) => ({ name: 'InvalidParameterValue', message });
  await expect(take(sts, { ...tags('a'), TransitiveTagKeys: ['b'] })).rejects.toMatchObject(
    refusal('The specified transitive tag key must be included in the requested tags.'),
  );
  await expect(take(sts, tags('a', 'A'))).rejects.toMatchObject(
    refusal('Duplicate tag keys found. Please note that Tag keys are case insensitive.'),
  );
  const { Credentials: given } = await take(sts, { ...tags('SessionTag1'), TransitiveTagKeys: ['SessionTag1'] });
  const credentials = {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
  const session = new STSClient({ ...endpoint.client, credentials });
  for (const key of ['SessionTag1', 'sessionTAG1'])
    await expect(take(session, tags(key))).rejects.toMatchObject(
      refusal(
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
      ),
    );
  await expect(take(session, tags('other'))).resolves.toBeDefined();
});

test('IAM keeps roles and their policies, and refuses as AWS does', async () => {
  const again = await iam('CreateRole', { RoleName: name, AssumeRolePolicyDocument: trust });
  expect(again).toMatchObject({ status: 409, body: expect.stringContaining('<Code>EntityAlreadyExists</Code>') });
  const policy = '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
  expect((await iam('PutRolePolicy', { RoleName: name, PolicyName: 'p', PolicyDocument: policy })).status).toBe(200);
  const { body } = await iam('GetRolePolicy', { RoleName: name, PolicyName: 'p' });
  expect(decodeURIComponent(/<PolicyDocument>(.*)<\/PolicyDocument>/.exec(body)?.[1] ?? '')).toBe(policy);
  const refused = await iam('DeleteRole', { RoleName: name });
  expect(refused).toMatchObject({ status: 409, body: expect.stringContaining('Cannot delete entity, must delete policies first.') });
  await iam('DeleteRolePolicy', { RoleName: name, PolicyName: 'p' });
  expect((await iam('GetRole', { RoleName: 'none-such' })).body).toContain('The role with name none-such cannot be found.');
});

test('a caller with a token of an identity provider needs no key', async () => {
  const form = { Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', RoleSessionName: 'web', WebIdentityToken: token() };
  const answer = await fetch(endpoint.client.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...form, RoleArn: `arn:aws:iam::123456789012:role/${name}` }).toString(),
  });
  expect({ status: answer.status, body: await answer.text() }).toMatchObject({
    status: 200,
    body: expect.stringMatching(/<AccessKeyId>ASIA[A-Z0-9]{16}<\/AccessKeyId>/),
  });
});

function token(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part({ iss: 'https://issuer.example.com', sub: 'alice', aud: 'app', exp: 4_000_000_000 })}.c2ln`;
}
