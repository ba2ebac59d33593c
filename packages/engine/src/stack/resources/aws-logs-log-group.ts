import type { Value } from '@gatewright/template';
import { ServiceError } from '../../protocol/service-error.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { gone } from './logs-resource.ts';

/** @source "AWS::Logs::LogGroup", AWS CloudFormation template reference */
export const awsLogsLogGroup: ResourceProvider = {
  type: 'AWS::Logs::LogGroup',
  properties: {
    BearerTokenAuthenticationEnabled: 'noLocalEffect',
    DataProtectionPolicy: 'noLocalEffect',
    DeletionProtectionEnabled: 'honoured',
    FieldIndexPolicies: 'noLocalEffect',
    KmsKeyId: 'noLocalEffect',
    LogGroupClass: 'honoured',
    LogGroupName: 'honoured',
    ResourcePolicyDocument: 'noLocalEffect',
    RetentionInDays: 'honoured',
    Tags: 'honoured',
  },
  replacing: ['LogGroupName'],
  async create(context, properties) {
    const { services, stackName, logicalId } = context;
    const { LogGroupName, LogGroupClass } = properties;
    const logGroupName = typeof LogGroupName === 'string' ? LogGroupName : `${stackName}-${logicalId}`;
    try {
      await services.logs.call('CreateLogGroup', { logGroupName, ...(LogGroupClass !== undefined && { logGroupClass: LogGroupClass }) });
    } catch (error) {
      // An earlier run has left it, or a function has logged to it already.
      if (!(error instanceof ServiceError) || error.code !== 'ResourceAlreadyExistsException') throw error;
    }
    return provisioned(context, logGroupName, properties);
  },
  update: provisioned,
  async delete({ services }, logGroupName) {
    await gone(services.logs.call('DeleteLogGroup', { logGroupName }));
  },
};

async function provisioned(context: ProviderContext, logGroupName: string, properties: ResolvedProperties): Promise<Provisioned> {
  const { services, world } = context;
  const { RetentionInDays: days, DeletionProtectionEnabled } = properties;
  const arn = `arn:${world.partition}:logs:${world.region}:${world.accountId}:log-group:${logGroupName}`;
  if (days === undefined) await services.logs.call('DeleteRetentionPolicy', { logGroupName });
  else await services.logs.call('PutRetentionPolicy', { logGroupName, retentionInDays: Number(days) });
  await services.logs.call('PutLogGroupDeletionProtection', {
    logGroupIdentifier: logGroupName,
    deletionProtectionEnabled: String(DeletionProtectionEnabled) === 'true',
  });
  await retag(context, arn, tagsOf(properties.Tags));
  return { physicalResourceId: logGroupName, attributes: { Arn: `${arn}:*` } };
}

async function retag({ services }: ProviderContext, resourceArn: string, wanted: { readonly [name: string]: string }): Promise<void> {
  const { tags: before = {} } = await services.logs.call('ListTagsForResource', { resourceArn });
  const tagKeys = Object.keys(Object(before)).filter((name) => !Object.hasOwn(wanted, name));
  if (tagKeys.length > 0) await services.logs.call('UntagResource', { resourceArn, tagKeys });
  if (Object.keys(wanted).length > 0) await services.logs.call('TagResource', { resourceArn, tags: wanted });
}

function tagsOf(tags: Value | undefined): { readonly [name: string]: string } {
  if (!Array.isArray(tags)) return {};
  return Object.fromEntries(tags.map((tag: unknown) => [String(Object(tag).Key), String(Object(tag).Value)]));
}
