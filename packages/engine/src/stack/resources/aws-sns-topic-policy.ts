import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::SNS::TopicPolicy", AWS CloudFormation template reference */
export const awsSnsTopicPolicy: ResourceProvider = {
  type: 'AWS::SNS::TopicPolicy',
  properties: { PolicyDocument: 'honoured', Topics: 'honoured' },
  create: provision,
  async update(context, physicalResourceId, properties) {
    await remove(context, physicalResourceId);
    return provision(context, properties);
  },
  delete: remove,
};

/** What it is called has no meaning; the topics that have the policy are kept in front of it. */
async function provision(context: ProviderContext, { Topics, PolicyDocument }: ResolvedProperties): Promise<Provisioned> {
  const { services, stackName, logicalId } = context;
  const topics = (Array.isArray(Topics) ? Topics : [Topics]).map(String);
  const AttributeValue = typeof PolicyDocument === 'string' ? PolicyDocument : JSON.stringify(PolicyDocument);
  for (const TopicArn of topics) await services.sns.call('SetTopicAttributes', { TopicArn, AttributeName: 'Policy', AttributeValue });
  const id = `${stackName}-${logicalId}`;
  return { physicalResourceId: `${topics.join(',')}|${id}`, attributes: { Id: id } };
}

/** Without it a topic has AWS's default policy again. */
async function remove({ services }: ProviderContext, physicalResourceId: string): Promise<void> {
  const [topics = ''] = physicalResourceId.split('|');
  for (const TopicArn of topics.split(','))
    await services.sns.call('SetTopicAttributes', { TopicArn, AttributeName: 'Policy', AttributeValue: '' });
}
