import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** Kept by name and ARN, as roles are. @source "AWS::IAM::ManagedPolicy", AWS CloudFormation template reference */
export const awsIamManagedPolicy: ResourceProvider = {
  type: 'AWS::IAM::ManagedPolicy',
  properties: {
    Description: 'noLocalEffect',
    Groups: 'noLocalEffect',
    ManagedPolicyName: 'honoured',
    Path: 'honoured',
    PolicyDocument: 'noLocalEffect',
    Roles: 'noLocalEffect',
    Users: 'noLocalEffect',
  },
  replacing: ['Description', 'ManagedPolicyName', 'Path'],
  create: async (context, properties) => provisioned(context, properties),
  update: async (context, _physicalResourceId, properties) => provisioned(context, properties),
  delete: async () => {},
};

function provisioned({ world, stackName, logicalId }: ProviderContext, { ManagedPolicyName, Path }: ResolvedProperties): Provisioned {
  const name = typeof ManagedPolicyName === 'string' ? ManagedPolicyName : `${stackName}-${logicalId}`;
  const arn = `arn:${world.partition}:iam::${world.accountId}:policy${typeof Path === 'string' ? Path : '/'}${name}`;
  return { physicalResourceId: arn, attributes: { PolicyArn: arn } };
}
