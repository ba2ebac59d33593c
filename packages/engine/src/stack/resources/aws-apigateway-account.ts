import type { ResourceProvider } from '../resource-provider.ts';

/** The role with which API Gateway writes to CloudWatch; here nobody needs one. @source "AWS::ApiGateway::Account" */
export const awsApiGatewayAccount: ResourceProvider = {
  type: 'AWS::ApiGateway::Account',
  properties: { CloudWatchRoleArn: 'noLocalEffect' },
  create: async ({ stackName, logicalId }) => ({
    physicalResourceId: `${stackName}-${logicalId}`,
    attributes: { Id: `${stackName}-${logicalId}` },
  }),
  update: async (_context, physicalResourceId) => ({ physicalResourceId, attributes: { Id: physicalResourceId } }),
  delete: async () => {},
};
