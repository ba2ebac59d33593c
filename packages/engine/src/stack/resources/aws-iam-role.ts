import { ServiceError } from '../../protocol/service-error.ts';
import { givePolicies, policyText, takePolicies } from '../iam-policies.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { tagsOf, textOf } from '../written-values.ts';

/**
 * Roles are kept in IAM, as its API shows them. What they allow is not enforced on this machine: docs/compatibility.md says so, and the
 * doctor reads them.
 *
 * @source "AWS::IAM::Role", AWS CloudFormation template reference
 */
export const awsIamRole: ResourceProvider = {
  type: 'AWS::IAM::Role',
  properties: {
    AssumeRolePolicyDocument: 'honoured',
    Description: 'honoured',
    ManagedPolicyArns: 'honoured',
    MaxSessionDuration: 'honoured',
    Path: 'honoured',
    PermissionsBoundary: 'honoured',
    Policies: 'honoured',
    RoleName: 'honoured',
    Tags: 'honoured',
  },
  replacing: ['Path', 'RoleName'],
  async create(context, properties) {
    const { services, stackName, logicalId } = context;
    const name = textOf(properties.RoleName) ?? `${stackName}-${logicalId}`;
    const trust = policyText(properties.AssumeRolePolicyDocument);
    const made = await services.iam
      .call('CreateRole', {
        RoleName: name,
        Path: textOf(properties.Path) ?? '/',
        AssumeRolePolicyDocument: trust,
        PermissionsBoundary: textOf(properties.PermissionsBoundary),
      })
      .catch((error: unknown) => {
        // As an earlier run left it.
        if (error instanceof ServiceError && error.code === 'EntityAlreadyExists') return undefined;
        throw error;
      });
    return bringTo(context, name, properties, made === undefined);
  },
  update: (context, name, properties) => bringTo(context, name, properties, true),
  async delete({ services: { iam } }, name) {
    await takePolicies(iam, 'Role', name);
    await iam.call('DeleteRole', { RoleName: name });
  },
};

async function bringTo(
  { services: { iam } }: ProviderContext,
  name: string,
  properties: ResolvedProperties,
  existed: boolean,
): Promise<Provisioned> {
  if (existed) {
    await iam.call('UpdateAssumeRolePolicy', { RoleName: name, PolicyDocument: policyText(properties.AssumeRolePolicyDocument) });
  }
  await iam.call('UpdateRole', {
    RoleName: name,
    Description: textOf(properties.Description),
    MaxSessionDuration: Number(properties.MaxSessionDuration ?? 3600),
  });
  const tags = tagsOf(properties.Tags);
  if (tags.length > 0) await iam.call('TagRole', { RoleName: name, Tags: tags });
  await givePolicies(iam, 'Role', name, properties);
  const { Role } = await iam.call('GetRole', { RoleName: name });
  const { Arn, RoleId } = Object(Role);
  return { physicalResourceId: name, attributes: { Arn: String(Arn), RoleId: String(RoleId) } };
}
