import { ServiceError } from '../../protocol/service-error.ts';
import { givePolicies, takePolicies } from '../iam-policies.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { tagsOf, textListOf, textOf } from '../written-values.ts';

/** @source "AWS::IAM::User", AWS CloudFormation template reference */
export const awsIamUser: ResourceProvider = {
  type: 'AWS::IAM::User',
  properties: {
    Groups: 'honoured',
    LoginProfile: 'noLocalEffect',
    ManagedPolicyArns: 'honoured',
    Path: 'honoured',
    PermissionsBoundary: 'honoured',
    Policies: 'honoured',
    Tags: 'honoured',
    UserName: 'honoured',
  },
  replacing: ['Path', 'PermissionsBoundary', 'UserName'],
  async create(context, properties) {
    const { services, stackName, logicalId } = context;
    const name = textOf(properties.UserName) ?? `${stackName}-${logicalId}`;
    const input = { UserName: name, Path: textOf(properties.Path) ?? '/', PermissionsBoundary: textOf(properties.PermissionsBoundary) };
    await services.iam.call('CreateUser', input).catch((error: unknown) => {
      // As an earlier run left it.
      if (!(error instanceof ServiceError && error.code === 'EntityAlreadyExists')) throw error;
    });
    return bringTo(context, name, properties);
  },
  update: (context, name, properties) => bringTo(context, name, properties),
  async delete({ services: { iam } }, name) {
    await takePolicies(iam, 'User', name);
    for (const group of await groupsOf(iam, name)) await iam.call('RemoveUserFromGroup', { UserName: name, GroupName: group });
    const { AccessKeyMetadata: keys } = await iam.call('ListAccessKeys', { UserName: name });
    for (const it of Array.isArray(keys) ? keys : []) {
      await iam.call('DeleteAccessKey', { UserName: name, AccessKeyId: String(Object(it).AccessKeyId) });
    }
    await iam.call('DeleteUser', { UserName: name });
  },
};

async function bringTo({ services: { iam } }: ProviderContext, name: string, properties: ResolvedProperties): Promise<Provisioned> {
  const tags = tagsOf(properties.Tags);
  if (tags.length > 0) await iam.call('TagUser', { UserName: name, Tags: tags });
  await givePolicies(iam, 'User', name, properties);
  for (const group of textListOf(properties.Groups)) await iam.call('AddUserToGroup', { UserName: name, GroupName: group });
  const { User: user } = await iam.call('GetUser', { UserName: name });
  return { physicalResourceId: name, attributes: { Arn: String(Object(user).Arn) } };
}

async function groupsOf(iam: ProviderContext['services']['iam'], name: string): Promise<readonly string[]> {
  const { Groups: groups } = await iam.call('ListGroupsForUser', { UserName: name });
  return Array.isArray(groups) ? groups.map((it) => String(Object(it).GroupName)) : [];
}
