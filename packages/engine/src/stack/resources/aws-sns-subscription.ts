import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** Properties that are the subscription's attributes, by the same names. */
const attributes = [
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
  'SubscriptionRoleArn',
] as const;

/** @source "AWS::SNS::Subscription", AWS CloudFormation template reference */
export const awsSnsSubscription: ResourceProvider = {
  type: 'AWS::SNS::Subscription',
  properties: {
    DeliveryPolicy: 'noLocalEffect',
    Endpoint: 'honoured',
    FilterPolicy: 'honoured',
    FilterPolicyScope: 'honoured',
    Protocol: 'honoured',
    RawMessageDelivery: 'honoured',
    RedrivePolicy: 'honoured',
    Region: 'noLocalEffect',
    ReplayPolicy: 'unsupported',
    SubscriptionRoleArn: 'noLocalEffect',
    TopicArn: 'honoured',
  },
  replacing: ['Endpoint', 'Protocol', 'TopicArn'],
  async create(context, properties) {
    const { TopicArn, Protocol, Endpoint } = properties;
    const { SubscriptionArn } = await context.services.sns.call('Subscribe', { TopicArn, Protocol, Endpoint, ReturnSubscriptionArn: true });
    return bringTo(context, String(SubscriptionArn), properties);
  },
  update: bringTo,
  async delete({ services }, physicalResourceId) {
    await services.sns.call('Unsubscribe', { SubscriptionArn: physicalResourceId });
  },
};

/** The scope goes first: it says how the policy is read. */
async function bringTo({ services }: ProviderContext, SubscriptionArn: string, properties: ResolvedProperties): Promise<Provisioned> {
  for (const AttributeName of attributes) {
    const value = properties[AttributeName];
    const AttributeValue = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? unsetOf(AttributeName));
    await services.sns.call('SetSubscriptionAttributes', { SubscriptionArn, AttributeName, AttributeValue });
  }
  return { physicalResourceId: SubscriptionArn, attributes: { Arn: SubscriptionArn } };
}

function unsetOf(attribute: string): string {
  if (attribute === 'FilterPolicyScope') return 'MessageAttributes';
  return attribute === 'RawMessageDelivery' ? 'false' : '';
}
