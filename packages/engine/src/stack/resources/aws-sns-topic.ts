import { createHash } from 'node:crypto';
import type { Value } from '@gatewright/template';
import { ServiceError } from '../../protocol/service-error.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** Properties that are the topic's attributes, by the same names. */
const attributes = [
  'ContentBasedDeduplication',
  'DisplayName',
  'FifoThroughputScope',
  'KmsMasterKeyId',
  'SignatureVersion',
  'TracingConfig',
] as const;

/** @source "AWS::SNS::Topic", AWS CloudFormation template reference */
export const awsSnsTopic: ResourceProvider = {
  type: 'AWS::SNS::Topic',
  properties: {
    ArchivePolicy: 'unsupported',
    ContentBasedDeduplication: 'honoured',
    DataProtectionPolicy: 'unsupported',
    DeliveryStatusLogging: 'noLocalEffect',
    DisplayName: 'honoured',
    FifoThroughputScope: 'noLocalEffect',
    FifoTopic: 'honoured',
    KmsMasterKeyId: 'noLocalEffect',
    SignatureVersion: 'honoured',
    Subscription: [{ Endpoint: 'honoured', Protocol: 'honoured' }],
    Tags: [{ Key: 'honoured', Value: 'honoured' }],
    TopicName: 'honoured',
    TracingConfig: 'noLocalEffect',
  },
  replacing: ['TopicName', 'FifoTopic'],
  async create(context, properties) {
    const { world } = context;
    const name = nameOf(context, properties);
    const arn = `arn:${world.partition}:sns:${world.region}:${world.accountId}:${name}`;
    if (await exists(context, arn)) await forgetSubscriptions(context, arn);
    else {
      const fifo = isTrue(properties.FifoTopic) ? { FifoTopic: 'true' } : {};
      await context.services.sns.call('CreateTopic', { Name: name, Attributes: fifo });
    }
    return bringTo(context, arn, properties);
  },
  update: bringTo,
  async delete({ services }, physicalResourceId) {
    await services.sns.call('DeleteTopic', { TopicArn: physicalResourceId });
  },
};

/** The topic that is there gets these settings, tags and subscriptions. */
async function bringTo({ services }: ProviderContext, arn: string, properties: ResolvedProperties): Promise<Provisioned> {
  const { sns } = services;
  for (const AttributeName of attributes) {
    const value = properties[AttributeName];
    const fifoOnly = AttributeName === 'ContentBasedDeduplication' || AttributeName === 'FifoThroughputScope';
    if (value === undefined || (fifoOnly && !arn.endsWith('.fifo'))) continue;
    await sns.call('SetTopicAttributes', { TopicArn: arn, AttributeName, AttributeValue: String(value) });
  }
  await sns.call('TagResource', { ResourceArn: arn, Tags: listOf(properties.Tags) });
  for (const it of listOf(properties.Subscription)) {
    if (typeof it === 'object' && it !== null && 'Protocol' in it && 'Endpoint' in it)
      await sns.call('Subscribe', { TopicArn: arn, Protocol: it.Protocol, Endpoint: it.Endpoint });
  }
  return { physicalResourceId: arn, attributes: { TopicArn: arn, TopicName: arn.slice(arn.lastIndexOf(':') + 1) } };
}

/** What an earlier run's template had subscribed is not subscribed any more, unless this one says so. */
async function forgetSubscriptions({ services }: ProviderContext, TopicArn: string): Promise<void> {
  const { Subscriptions } = await services.sns.call('ListSubscriptionsByTopic', { TopicArn });
  for (const it of Array.isArray(Subscriptions) ? Subscriptions : []) {
    const { SubscriptionArn } = Object(it);
    if (String(SubscriptionArn).startsWith('arn:')) await services.sns.call('Unsubscribe', { SubscriptionArn });
  }
}

async function exists({ services }: ProviderContext, TopicArn: string): Promise<boolean> {
  try {
    await services.sns.call('GetTopicAttributes', { TopicArn });
    return true;
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'NotFound') return false;
    throw error;
  }
}

/** The name given, or one in CloudFormation's form that is the same in every run. */
function nameOf({ stackName, logicalId }: ProviderContext, { TopicName, FifoTopic }: ResolvedProperties): string {
  if (typeof TopicName === 'string') return TopicName;
  const digest = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex').slice(0, 12).toUpperCase();
  return `${stackName}-${logicalId}-${digest}${isTrue(FifoTopic) ? '.fifo' : ''}`;
}

function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

function isTrue(value: Value | undefined): boolean {
  return value === true || value === 'true';
}
