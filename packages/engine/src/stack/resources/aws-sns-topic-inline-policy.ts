import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::SNS::TopicInlinePolicy", AWS CloudFormation template reference */
export const awsSnsTopicInlinePolicy: ResourceProvider = {
  type: 'AWS::SNS::TopicInlinePolicy',
  properties: { PolicyDocument: 'honoured', TopicArn: 'honoured' },
  replacing: ['TopicArn'],
  create: provision,
  update: (context, _physicalResourceId, properties) => provision(context, properties),
  async delete({ services }, physicalResourceId) {
    await services.sns.call('SetTopicAttributes', { TopicArn: physicalResourceId, AttributeName: 'Policy', AttributeValue: '' });
  },
};

async function provision({ services }: ProviderContext, { TopicArn, PolicyDocument }: ResolvedProperties): Promise<Provisioned> {
  const AttributeValue = typeof PolicyDocument === 'string' ? PolicyDocument : JSON.stringify(PolicyDocument);
  await services.sns.call('SetTopicAttributes', { TopicArn, AttributeName: 'Policy', AttributeValue });
  return { physicalResourceId: String(TopicArn) };
}
