import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/**
 * Kept by name and ARN. Function logs go to the terminal; retention has nothing to act on here.
 *
 * @source "AWS::Logs::LogGroup", AWS CloudFormation template reference
 */
export const awsLogsLogGroup: ResourceProvider = {
  type: 'AWS::Logs::LogGroup',
  properties: {
    BearerTokenAuthenticationEnabled: 'noLocalEffect',
    DataProtectionPolicy: 'noLocalEffect',
    DeletionProtectionEnabled: 'noLocalEffect',
    FieldIndexPolicies: 'noLocalEffect',
    KmsKeyId: 'noLocalEffect',
    LogGroupClass: 'noLocalEffect',
    LogGroupName: 'honoured',
    ResourcePolicyDocument: 'noLocalEffect',
    RetentionInDays: 'noLocalEffect',
    Tags: 'noLocalEffect',
  },
  replacing: ['LogGroupName'],
  create: async (context, properties) => provisioned(context, properties),
  update: async (context, _physicalResourceId, properties) => provisioned(context, properties),
  delete: async () => {},
};

function provisioned({ world, stackName, logicalId }: ProviderContext, { LogGroupName }: ResolvedProperties): Provisioned {
  const name = typeof LogGroupName === 'string' ? LogGroupName : `${stackName}-${logicalId}`;
  return {
    physicalResourceId: name,
    attributes: { Arn: `arn:${world.partition}:logs:${world.region}:${world.accountId}:log-group:${name}:*` },
  };
}
