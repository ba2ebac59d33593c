import type { ResourceProvider } from '../resource-provider.ts';

/** Kept by name only, as roles are. @source "AWS::IAM::Policy", AWS CloudFormation template reference */
export const awsIamPolicy: ResourceProvider = {
  type: 'AWS::IAM::Policy',
  properties: {
    Groups: 'noLocalEffect',
    PolicyDocument: 'noLocalEffect',
    PolicyName: 'noLocalEffect',
    Roles: 'noLocalEffect',
    Users: 'noLocalEffect',
  },
  create: async ({ stackName, logicalId }) => ({ physicalResourceId: `${stackName}-${logicalId}` }),
  update: async (_context, physicalResourceId) => ({ physicalResourceId }),
  delete: async () => {},
};
