import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/**
 * Roles and policies are kept by name and ARN, so that what refers to them resolves. What they allow is not enforced on this
 * machine: docs/compatibility.md says so, and the doctor reads them.
 *
 * @source "AWS::IAM::Role", AWS CloudFormation template reference
 */
export const awsIamRole: ResourceProvider = {
  type: 'AWS::IAM::Role',
  properties: {
    AssumeRolePolicyDocument: 'noLocalEffect',
    Description: 'noLocalEffect',
    ManagedPolicyArns: 'noLocalEffect',
    MaxSessionDuration: 'noLocalEffect',
    Path: 'honoured',
    PermissionsBoundary: 'noLocalEffect',
    Policies: 'noLocalEffect',
    RoleName: 'honoured',
    Tags: 'noLocalEffect',
  },
  replacing: ['Path', 'RoleName'],
  create: async (context, properties) => provisioned(context, properties),
  update: async (context, _physicalResourceId, properties) => provisioned(context, properties),
  delete: async () => {},
};

function provisioned({ world, stackName, logicalId }: ProviderContext, { RoleName, Path }: ResolvedProperties): Provisioned {
  const name = typeof RoleName === 'string' ? RoleName : `${stackName}-${logicalId}`;
  const path = typeof Path === 'string' ? Path : '/';
  return {
    physicalResourceId: name,
    attributes: {
      Arn: `arn:${world.partition}:iam::${world.accountId}:role${path}${name}`,
      RoleId: `AROA${logicalId.toUpperCase().slice(0, 17)}`,
    },
  };
}
