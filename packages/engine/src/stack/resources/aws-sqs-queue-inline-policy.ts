import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::SQS::QueueInlinePolicy", AWS CloudFormation template reference */
export const awsSqsQueueInlinePolicy: ResourceProvider = {
  type: 'AWS::SQS::QueueInlinePolicy',
  properties: { PolicyDocument: 'honoured', Queue: 'honoured' },
  replacing: ['Queue'],
  create: provision,
  update: (context, _physicalResourceId, properties) => provision(context, properties),
  async delete({ services }, physicalResourceId) {
    await services.sqs.call('SetQueueAttributes', { QueueUrl: physicalResourceId, Attributes: { Policy: '' } });
  },
};

async function provision({ services }: ProviderContext, { Queue, PolicyDocument }: ResolvedProperties): Promise<Provisioned> {
  const QueueUrl = String(Queue);
  const Policy = typeof PolicyDocument === 'string' ? PolicyDocument : JSON.stringify(PolicyDocument);
  await services.sqs.call('SetQueueAttributes', { QueueUrl, Attributes: { Policy } });
  return { physicalResourceId: QueueUrl };
}
