import { ServiceError } from '../../protocol/service-error.ts';
import { requiredTextAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::ApiGateway::UsagePlanKey", AWS CloudFormation template reference */
export const awsApiGatewayUsagePlanKey: ResourceProvider = {
  type: 'AWS::ApiGateway::UsagePlanKey',
  properties: { KeyId: 'honoured', KeyType: 'noLocalEffect', UsagePlanId: 'honoured' },
  replacing: ['KeyId', 'KeyType', 'UsagePlanId'],

  create: async (context, properties) => put(context, properties),

  async update(context, physicalResourceId, properties) {
    await awsApiGatewayUsagePlanKey.delete(context, physicalResourceId);
    return put(context, properties);
  },

  async delete({ services: { apigateway } }, physicalResourceId) {
    const [keyId = '', planId = ''] = physicalResourceId.split(':');
    const plan = apigateway.usagePlans.get(planId);
    if (plan) apigateway.putUsagePlan({ ...plan, keyIds: new Set([...plan.keyIds].filter((it) => it !== keyId)) });
  },
};

function put({ services: { apigateway } }: ProviderContext, properties: ResolvedProperties): Provisioned {
  const keyId = requiredTextAt(properties, 'KeyId');
  const plan = apigateway.usagePlans.get(requiredTextAt(properties, 'UsagePlanId'));
  if (!plan) throw new ServiceError('NotFoundException', 'Invalid Usage Plan ID specified', 404);
  if (!apigateway.apiKeys.has(keyId)) throw new ServiceError('NotFoundException', 'Invalid API Key identifier specified', 404);
  apigateway.putUsagePlan({ ...plan, keyIds: new Set([...plan.keyIds, keyId]) });
  return { physicalResourceId: `${keyId}:${plan.id}`, attributes: { Id: `${keyId}:${plan.id}` } };
}
