// Covers secrets, their versions and stages, deletion, passwords and rotation's refusals. Sources: localstack's recordings of AWS
// (tests/aws/services/secretsmanager) and the AWS Secrets Manager API reference. TARGET_URL judges another endpoint.
import {
  BatchGetSecretValueCommand,
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';

let endpoint: ServicesEndpoint;
let client: SecretsManagerClient;
let count = 0;
beforeAll(async () => {
  endpoint = await startServices();
  client = new SecretsManagerClient(endpoint.client);
});
afterAll(() => endpoint.stop());

async function create(value = 'S1'): Promise<{ name: string; arn: string; first: string }> {
  count += 1;
  const name = `conformance-${process.pid}-${Date.now()}/${count}`;
  const { ARN = '', VersionId = '' } = await client.send(new CreateSecretCommand({ Name: name, SecretString: value }));
  return { name, arn: ARN, first: VersionId };
}
const get = (SecretId: string, more: object = {}) => client.send(new GetSecretValueCommand({ SecretId, ...more }));
const stagesOf = async (SecretId: string) => (await client.send(new DescribeSecretCommand({ SecretId }))).VersionIdsToStages;

describe('a secret', () => {
  test('is found by its name, its ARN, and its ARN without the random end', async () => {
    const { name, arn } = await create();
    expect(arn).toMatch(/:secret:.+-[A-Za-z0-9]{6}$/);
    for (const id of [name, arn, arn.slice(0, -7)]) expect((await get(id)).SecretString).toBe('S1');
  });

  test('may be binary', async () => {
    const { name } = await create();
    await client.send(new PutSecretValueCommand({ SecretId: name, SecretBinary: new Uint8Array([0, 255]) }));
    expect((await get(name)).SecretBinary).toEqual(new Uint8Array([0, 255]));
  });

  test('may be restored within its recovery window, and is gone at once when that is waived', async () => {
    const { name } = await create();
    await client.send(new DeleteSecretCommand({ SecretId: name }));
    await expect(get(name)).rejects.toMatchObject({ name: 'InvalidRequestException' });
    await expect(client.send(new CreateSecretCommand({ Name: name }))).rejects.toMatchObject({
      message: "You can't create this secret because a secret with this name is already scheduled for deletion.",
    });
    await client.send(new RestoreSecretCommand({ SecretId: name }));
    expect((await get(name)).SecretString).toBe('S1');
    await client.send(new DeleteSecretCommand({ SecretId: name, ForceDeleteWithoutRecovery: true }));
    await expect(get(name)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('versions', () => {
  test('a new one leaves AWSPREVIOUS behind, and the one before it is deprecated', async () => {
    const { name, first } = await create();
    const { VersionId: second = '' } = await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: 'S2' }));
    expect(await stagesOf(name)).toEqual({ [first]: ['AWSPREVIOUS'], [second]: ['AWSCURRENT'] });
    const { VersionId: third = '' } = await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: 'S3' }));
    expect(await stagesOf(name)).toEqual({ [second]: ['AWSPREVIOUS'], [third]: ['AWSCURRENT'] });
    const all = await client.send(new ListSecretVersionIdsCommand({ SecretId: name, IncludeDeprecated: true }));
    expect(all.Versions?.map((it) => it.VersionId)).toEqual([first, second, third]);
  });

  test('AWSPENDING goes along when its version becomes current, and ends with the next', async () => {
    const { name, first } = await create();
    const put = new PutSecretValueCommand({ SecretId: name, SecretString: 'S2', VersionStages: ['AWSPENDING'] });
    const { VersionId: second = '' } = await client.send(put);
    const move = { SecretId: name, VersionStage: 'AWSCURRENT', RemoveFromVersionId: first, MoveToVersionId: second };
    await client.send(new UpdateSecretVersionStageCommand(move));
    expect(await stagesOf(name)).toEqual({ [first]: ['AWSPREVIOUS'], [second]: ['AWSCURRENT', 'AWSPENDING'] });
    const { VersionId: third = '' } = await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: 'S3' }));
    expect(await stagesOf(name)).toEqual({ [second]: ['AWSPREVIOUS'], [third]: ['AWSCURRENT'] });
  });

  test('stages of one version move as a whole', async () => {
    const { name, first } = await create();
    await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: 'S2', VersionStages: ['one', 'two', 'three'] }));
    const stages = ['one', 'two', 'three', 'four'];
    const third = await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: 'S3', VersionStages: stages }));
    expect(third.VersionStages).toEqual(['four', 'one', 'three', 'two']);
    expect(Object.keys((await stagesOf(name)) ?? {}).sort()).toEqual([first, third.VersionId ?? ''].sort());
  });
});

const refusals: [what: string, run: (name: string) => Promise<unknown>, code: string, message: string | RegExp][] = [
  ['an unknown secret', () => get('none-such'), 'ResourceNotFoundException', "Secrets Manager can't find the specified secret."],
  [
    'an unknown stage',
    (name) => get(name, { VersionStage: 'none' }),
    'ResourceNotFoundException',
    "Secrets Manager can't find the specified secret value for staging label: none",
  ],
  [
    'a version and a stage of another',
    async (name) => {
      const { VersionId } = await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: 'S2' }));
      return get(name, { VersionId, VersionStage: 'AWSPREVIOUS' });
    },
    'InvalidRequestException',
    'You provided a VersionStage that is not associated to the provided VersionId.',
  ],
  [
    'a name that is taken',
    (name) => client.send(new CreateSecretCommand({ Name: name, SecretString: 'x' })),
    'ResourceExistsException',
    /^The operation failed because the secret .+ already exists\.$/,
  ],
  [
    'a name with a blank',
    () => client.send(new CreateSecretCommand({ Name: 'a b' })),
    'ValidationException',
    'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
  ],
  [
    'rotation by a function that is not there',
    (name) =>
      client.send(new RotateSecretCommand({ SecretId: name, RotationLambdaARN: 'arn:aws:lambda:us-east-1:123456789012:function:none' })),
    'AccessDeniedException',
    'Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com.',
  ],
];
test.each(refusals)('refuses %s', async (_, run, code, message) => {
  const { name } = await create();
  await expect(run(name)).rejects.toMatchObject({
    name: code,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  });
});

// Raw JSON: every SDK makes a token up. Source: localstack's test_no_client_request_token.
const tokenless: [operation: string, code: string, input: object][] = [
  ['CreateSecret', 'InvalidRequestException', { Name: 'tokenless', SecretString: 'x' }],
  ['PutSecretValue', 'InvalidRequestException', { SecretString: 'x' }],
  ['UpdateSecret', 'InvalidRequestException', { SecretString: 'x' }],
  ['RotateSecret', 'InvalidParameterException', {}],
];
test.each(tokenless)('%s without a ClientRequestToken is refused', async (operation, code, input) => {
  const { name } = await create();
  const authorization = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/secretsmanager/aws4_request, SignedHeaders=host, Signature=00';
  const answer = await fetch(endpoint.client.endpoint, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `secretsmanager.${operation}` },
    body: JSON.stringify({ ...(operation !== 'CreateSecret' && { SecretId: name }), ...input }),
  });
  expect({ status: answer.status, body: await answer.json() }).toEqual({
    status: 400,
    body: { __type: code, Message: 'You must provide a ClientRequestToken value. We recommend a UUID-type value.' },
  });
});

// Source: localstack's test_secret_tags.
test('tags are told once there have been any', async () => {
  const { name } = await create();
  const tagsOf = async () => (await client.send(new DescribeSecretCommand({ SecretId: name }))).Tags;
  expect(await tagsOf()).toBeUndefined();
  await client.send(new TagResourceCommand({ SecretId: name, Tags: [{ Key: 'tag1', Value: 'value1' }] }));
  await client.send(new UntagResourceCommand({ SecretId: name, TagKeys: ['tag1'] }));
  expect(await tagsOf()).toEqual([]);
});

test('a batch tells what it did not find beside what it did', async () => {
  const { name } = await create();
  const { SecretValues, Errors } = await client.send(new BatchGetSecretValueCommand({ SecretIdList: [name, 'none-such'] }));
  expect(SecretValues?.map((it) => it.SecretString)).toEqual(['S1']);
  expect(Errors).toMatchObject([{ SecretId: 'none-such', ErrorCode: 'ResourceNotFoundException' }]);
});

test('a password has the characters that are asked for', async () => {
  const rules = { PasswordLength: 24, ExcludePunctuation: true, ExcludeUppercase: true, ExcludeCharacters: 'abc' };
  const { RandomPassword } = await client.send(new GetRandomPasswordCommand(rules));
  expect(RandomPassword).toMatch(/^[d-z0-9]{24}$/);
});
