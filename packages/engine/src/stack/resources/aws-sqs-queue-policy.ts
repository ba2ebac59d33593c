import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::SQS::QueuePolicy", AWS CloudFormation template reference */
export const awsSqsQueuePolicy: ResourceProvider = {
  type: 'AWS::SQS::QueuePolicy',
  properties: { PolicyDocument: 'honoured', Queues: 'honoured' },
  create: provision,
  async update(context, physicalResourceId, properties) {
    await remove(context, physicalResourceId);
    return provision(context, properties);
  },
  delete: remove,
};

/** What it is called has no meaning; the queues that have the policy are kept in front of it. */
async function provision(context: ProviderContext, { Queues, PolicyDocument }: ResolvedProperties): Promise<Provisioned> {
  const { services, stackName, logicalId } = context;
  const queues = (Array.isArray(Queues) ? Queues : [Queues]).map(String);
  const Policy = typeof PolicyDocument === 'string' ? PolicyDocument : JSON.stringify(PolicyDocument);
  for (const QueueUrl of queues) await services.sqs.call('SetQueueAttributes', { QueueUrl, Attributes: { Policy } });
  const id = `${stackName}-${logicalId}`;
  return { physicalResourceId: `${queues.join(',')}|${id}`, attributes: { Id: id } };
}

async function remove({ services }: ProviderContext, physicalResourceId: string): Promise<void> {
  const [queues = ''] = physicalResourceId.split('|');
  for (const QueueUrl of queues.split(',')) await services.sqs.call('SetQueueAttributes', { QueueUrl, Attributes: { Policy: '' } });
}
