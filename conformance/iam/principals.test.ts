// Covers roles, users and policies as IAM tells and refuses them, over the query protocol. Source: localstack's recordings of AWS of 2026
// (tests/aws/services/iam: test_iam_groups, test_iam_roles, test_iam_users, test_iam_policies). TARGET_URL judges another endpoint.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';

let endpoint: ServicesEndpoint;
const prefix = `conformance-${process.pid}`;
const trust =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
const policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}]}';
const arnOf = (name: string): string => `arn:aws:iam::123456789012:policy/${name}`;

async function iam(Action: string, parameters: Parameters = {}): Promise<{ readonly status: number; readonly body: string }> {
  const authorization = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=00';
  const answer = await fetch(endpoint.client.endpoint, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Action, Version: '2010-05-08', ...parameters }).toString(),
  });
  return { status: answer.status, body: await answer.text() };
}
type Parameters = { readonly [name: string]: string };

const role = `${prefix}-role`;
const user = `${prefix}-user`;
const managed = `${prefix}-policy`;
beforeAll(async () => {
  endpoint = await startServices();
  await iam('CreateRole', { RoleName: role, AssumeRolePolicyDocument: trust });
  await iam('CreateUser', { UserName: user });
  await iam('CreatePolicy', { PolicyName: managed, PolicyDocument: policy });
});
afterAll(async () => {
  await iam('DeleteRole', { RoleName: role });
  await iam('DeleteUser', { UserName: user });
  await iam('DeletePolicy', { PolicyArn: arnOf(managed) });
  await endpoint.stop();
});

/** The names of the elements right inside one, in alphabetical order. */
function membersOf(body: string, element: string): readonly string[] {
  const inside = new RegExp(`<${element}>(.*)</${element}>`, 's').exec(body)?.[1] ?? '';
  const flat = inside.replaceAll(/<(\w+)>(?:(?!<\1>).)*?<\/\1>/gs, ' $1 ');
  return flat.split(/\s+/).filter(Boolean).sort();
}

const common = ['Arn', 'AssumeRolePolicyDocument', 'CreateDate', 'Path', 'RoleId', 'RoleName'];
const told: [operation: string, parameters: Parameters, element: string, members: readonly string[]][] = [
  ['CreateRole', { RoleName: `${prefix}-made`, AssumeRolePolicyDocument: trust }, 'Role', common],
  ['GetRole', { RoleName: `${prefix}-made` }, 'Role', [...common, 'MaxSessionDuration', 'RoleLastUsed'].sort()],
  ['UpdateRoleDescription', { RoleName: `${prefix}-made`, Description: 'd' }, 'Role', [...common, 'Description'].sort()],
  [
    'GetPolicy',
    { PolicyArn: arnOf(managed) },
    'Policy',
    [
      'Arn',
      'AttachmentCount',
      'CreateDate',
      'DefaultVersionId',
      'IsAttachable',
      'Path',
      'PermissionsBoundaryUsageCount',
      'PolicyId',
      'PolicyName',
      'Tags',
      'UpdateDate',
    ],
  ],
];
test.each(told)('%s tells what AWS tells', async (operation, parameters, element, members) => {
  expect(membersOf((await iam(operation, parameters)).body, element)).toEqual(members);
});

const keyPattern = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+';
const many = Object.fromEntries(
  Array.from({ length: 51 }, (_, index) => [
    [`Tags.member.${index + 1}.Key`, `k${index}`],
    [`Tags.member.${index + 1}.Value`, 'v'],
  ]).flat(),
);
const tag = (Key: string, index = 1): Parameters => ({ [`Tags.member.${index}.Key`]: Key, [`Tags.member.${index}.Value`]: 'v' });
const constraint = (path: string, text: string): string =>
  `1 validation error detected: Value at '${path}' failed to satisfy constraint: Member must ${text}`;
const insensitive = 'Duplicate tag keys found. Please note that Tag keys are case insensitive.';
const refused: [operation: string, parameters: Parameters, status: number, code: string, message: string][] = [
  ['TagRole', { RoleName: role, ...many }, 400, 'ValidationError', constraint('tags', 'have length less than or equal to 50')],
  [
    'TagRole',
    { RoleName: role, ...tag('a*') },
    400,
    'ValidationError',
    constraint('tags.1.member.key', `satisfy regular expression pattern: ${keyPattern}`),
  ],
  [
    'TagRole',
    { RoleName: role, ...tag('a'.repeat(129)) },
    400,
    'ValidationError',
    constraint('tags.1.member.key', 'have length less than or equal to 128'),
  ],
  ['TagRole', { RoleName: role, ...tag('a'), ...tag('A', 2) }, 400, 'InvalidInput', insensitive],
  ['TagUser', { UserName: user, ...tag('a'), ...tag('a', 2) }, 400, 'InvalidInput', insensitive],
  ['TagPolicy', { PolicyArn: arnOf(managed), ...tag('a'), ...tag('a', 2) }, 400, 'InvalidInput', 'Duplicate tag keys found.'],
  ['TagPolicy', { PolicyArn: arnOf('NotAPolicy'), ...tag('a') }, 404, 'NoSuchEntity', `Policy ${arnOf('NotAPolicy')} was not found.`],
  [
    'AttachRolePolicy',
    { RoleName: role, PolicyArn: 'longpolicynamebutnoarn' },
    400,
    'ValidationError',
    'ARN longpolicynamebutnoarn is not valid.',
  ],
  [
    'AttachRolePolicy',
    { RoleName: role, PolicyArn: arnOf('none') },
    404,
    'NoSuchEntity',
    `Policy ${arnOf('none')} does not exist or is not attachable.`,
  ],
  ['DetachRolePolicy', { RoleName: role, PolicyArn: arnOf(managed) }, 404, 'NoSuchEntity', `Policy ${arnOf(managed)} was not found.`],
  ['UpdateAssumeRolePolicy', { RoleName: role, PolicyDocument: 'x' }, 400, 'MalformedPolicyDocument', 'This policy contains invalid Json'],
  [
    'UpdateAssumeRolePolicy',
    { RoleName: role, PolicyDocument: trust.replace('sts:AssumeRole', 's3:GetObject') },
    400,
    'MalformedPolicyDocument',
    'AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  [
    'UpdateAssumeRolePolicy',
    { RoleName: role, PolicyDocument: trust.replace('"Action"', '"Resource":"*","Action"') },
    400,
    'MalformedPolicyDocument',
    'Has prohibited field Resource',
  ],
  [
    'GetPolicyVersion',
    { PolicyArn: arnOf('none'), VersionId: 'v1' },
    404,
    'NoSuchEntity',
    `Policy ${arnOf('none')} version v1 does not exist or is not attachable.`,
  ],
  [
    'SetDefaultPolicyVersion',
    { PolicyArn: arnOf(managed), VersionId: 'wrong' },
    400,
    'ValidationError',
    constraint('versionId', 'satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?'),
  ],
  [
    'DeletePolicyVersion',
    { PolicyArn: arnOf(managed), VersionId: 'v1' },
    409,
    'DeleteConflict',
    'Cannot delete the default version of a policy.',
  ],
  ['UpdateGroup', { GroupName: 'nonexisting' }, 404, 'NoSuchEntity', 'The group with name nonexisting cannot be found.'],
  ['RemoveUserFromGroup', { GroupName: 'none', UserName: 'any-user' }, 404, 'NoSuchEntity', 'The user with name any-user cannot be found.'],
  ['AddUserToGroup', { GroupName: 'none', UserName: user }, 404, 'NoSuchEntity', 'The group with name none cannot be found.'],
  ['UpdateUser', { UserName: 'nonexistent-user' }, 404, 'NoSuchEntity', 'The user with name nonexistent-user cannot be found.'],
  [
    'UpdateAccessKey',
    { UserName: user, AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Active' },
    404,
    'NoSuchEntity',
    'The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found.',
  ],
];
const plainText = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
test.each(refused)('%s %o is refused', async (operation, parameters, status, code, message) => {
  const { status: got, body } = await iam(operation, parameters);
  const [, gotCode] = /<Code>(.*?)<\/Code>/.exec(body) ?? [];
  const [, gotMessage = ''] = /<Message>(.*?)<\/Message>/s.exec(body) ?? [];
  expect([got, gotCode, plainText(gotMessage)]).toEqual([status, code, message]);
});

describe('tags of policies', () => {
  test('differ by case, and are listed in the order of their bytes', async () => {
    const PolicyArn = arnOf(managed);
    await iam('TagPolicy', { PolicyArn, ...tag('a'), ...tag('A', 2) });
    const keysNow = async (): Promise<readonly string[]> =>
      [...(await iam('ListPolicyTags', { PolicyArn })).body.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key = '']) => key);
    expect(await keysNow()).toEqual(['A', 'a']);
    await iam('UntagPolicy', { PolicyArn, 'TagKeys.member.1': 'a' });
    expect(await keysNow()).toEqual(['A']);
  });
});

test('a group may get another name and path, and keeps its id and members', async () => {
  const { body } = await iam('CreateGroup', { GroupName: `${prefix}-g1` });
  const idIn = (text: string): string | undefined => /<GroupId>(.*?)<\/GroupId>/.exec(text)?.[1];
  await iam('AddUserToGroup', { GroupName: `${prefix}-g1`, UserName: user });
  await iam('UpdateGroup', { GroupName: `${prefix}-g1`, NewGroupName: `${prefix}-g2`, NewPath: '/new/' });
  const found = (await iam('GetGroup', { GroupName: `${prefix}-g2` })).body;
  expect([idIn(found), /<UserName>(.*?)</.exec(found)?.[1]]).toEqual([idIn(body), user]);
  expect(found).toContain(`:group/new/${prefix}-g2</Arn>`);
  expect((await iam('GetGroup', { GroupName: `${prefix}-g1` })).status).toBe(404);
  await iam('RemoveUserFromGroup', { GroupName: `${prefix}-g2`, UserName: user });
  await iam('DeleteGroup', { GroupName: `${prefix}-g2` });
});

test('a user may get another name and path, and keeps his id', async () => {
  const { body } = await iam('CreateUser', { UserName: `${prefix}-old` });
  const idIn = (text: string): string | undefined => /<UserId>(.*?)<\/UserId>/.exec(text)?.[1];
  await iam('UpdateUser', { UserName: `${prefix}-old`, NewPath: '/new/', NewUserName: `${prefix}-new` });
  const found = await iam('GetUser', { UserName: `${prefix}-new` });
  expect(found.body).toContain(`:user/new/${prefix}-new</Arn>`);
  expect(idIn(found.body)).toBe(idIn(body));
  expect((await iam('GetUser', { UserName: `${prefix}-old` })).status).toBe(404);
  await iam('DeleteUser', { UserName: `${prefix}-new` });
});
