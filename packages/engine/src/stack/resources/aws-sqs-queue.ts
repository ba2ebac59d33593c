import { createHash } from 'node:crypto';
import type { Value } from '@gatewright/template';
import { ServiceError } from '../../protocol/service-error.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** Properties that are the queue's attributes, by the same names. */
const attributes = [
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoThroughputLimit',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
] as const;
const ofFifo: readonly string[] = ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'];

/** @source "AWS::SQS::Queue", AWS CloudFormation template reference */
export const awsSqsQueue: ResourceProvider = {
  type: 'AWS::SQS::Queue',
  properties: {
    ContentBasedDeduplication: 'honoured',
    DeduplicationScope: 'honoured',
    DelaySeconds: 'honoured',
    FifoQueue: 'honoured',
    FifoThroughputLimit: 'honoured',
    KmsDataKeyReusePeriodSeconds: 'noLocalEffect',
    KmsMasterKeyId: 'noLocalEffect',
    MaximumMessageSize: 'honoured',
    MessageRetentionPeriod: 'honoured',
    QueueName: 'honoured',
    ReceiveMessageWaitTimeSeconds: 'honoured',
    RedriveAllowPolicy: 'honoured',
    RedrivePolicy: 'honoured',
    SqsManagedSseEnabled: 'noLocalEffect',
    Tags: [{ Key: 'honoured', Value: 'honoured' }],
    VisibilityTimeout: 'honoured',
  },
  replacing: ['QueueName', 'FifoQueue'],
  async create(context, properties) {
    const { sqs } = context.services;
    const QueueName = nameOf(context, properties);
    try {
      await sqs.call('GetQueueUrl', { QueueName });
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== 'QueueDoesNotExist') throw error;
      const fifo = isTrue(properties.FifoQueue) ? { FifoQueue: 'true' } : {};
      await sqs.call('CreateQueue', { QueueName, Attributes: { ...attributesOf(properties), ...fifo }, tags: tagsOf(properties) });
      return provisioned(context, QueueName);
    }
    return bringTo(context, QueueName, properties);
  },
  update: (context, physicalResourceId, properties) => bringTo(context, nameInUrl(physicalResourceId), properties),
  async delete({ services }, physicalResourceId) {
    await services.sqs.call('DeleteQueue', { QueueUrl: physicalResourceId });
  },
};

/** The queue that is there gets these settings, and AWS's defaults for all others. */
async function bringTo(context: ProviderContext, QueueName: string, properties: ResolvedProperties): Promise<Provisioned> {
  const { sqs } = context.services;
  const { QueueUrl } = await sqs.call('GetQueueUrl', { QueueName });
  const fifo = QueueName.endsWith('.fifo');
  const unset = attributes.filter((it) => fifo || !ofFifo.includes(it)).map((it) => [it, ''] as const);
  await sqs.call('SetQueueAttributes', { QueueUrl, Attributes: { ...Object.fromEntries(unset), ...attributesOf(properties) } });
  const { Tags: before = {} } = await sqs.call('ListQueueTags', { QueueUrl });
  const Tags = tagsOf(properties);
  const TagKeys = Object.keys(Object(before)).filter((it) => !(it in Tags));
  if (TagKeys.length > 0) await sqs.call('UntagQueue', { QueueUrl, TagKeys });
  await sqs.call('TagQueue', { QueueUrl, Tags });
  return provisioned(context, QueueName);
}

async function provisioned({ services, world }: ProviderContext, QueueName: string): Promise<Provisioned> {
  const url = String((await services.sqs.call('GetQueueUrl', { QueueName })).QueueUrl);
  const Arn = `arn:${world.partition}:sqs:${world.region}:${world.accountId}:${QueueName}`;
  return { physicalResourceId: url, attributes: { Arn, QueueName, QueueUrl: url } };
}

/** The name given, or one in CloudFormation's form that is the same in every run. */
function nameOf({ stackName, logicalId }: ProviderContext, { QueueName, FifoQueue }: ResolvedProperties): string {
  if (typeof QueueName === 'string') return QueueName;
  const digest = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex').slice(0, 12).toUpperCase();
  return `${`${stackName}-${logicalId}`.slice(0, 60)}-${digest}${isTrue(FifoQueue) ? '.fifo' : ''}`;
}

/** Attributes are texts; policies, which templates write as objects, are JSON. */
function attributesOf(properties: ResolvedProperties): { readonly [name: string]: string } {
  return Object.fromEntries(
    attributes.flatMap((name): [string, string][] => {
      const value = properties[name];
      if (value === undefined || value === null) return [];
      return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]];
    }),
  );
}

function tagsOf({ Tags }: ResolvedProperties): { readonly [key: string]: string } {
  const tags: readonly Value[] = Array.isArray(Tags) ? Tags : [];
  return Object.fromEntries(
    tags.flatMap((it): [string, string][] =>
      typeof it === 'object' && it !== null && 'Key' in it && 'Value' in it ? [[String(it.Key), String(it.Value)]] : [],
    ),
  );
}

function nameInUrl(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

function isTrue(value: Value | undefined): boolean {
  return value === true || value === 'true';
}
