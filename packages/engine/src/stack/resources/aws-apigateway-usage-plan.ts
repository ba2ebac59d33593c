import { ServiceError } from '../../protocol/service-error.ts';
import type { Throttle, UsagePlan } from '../../services/apigateway/rest-api.ts';
import { identifierOf } from '../../services/identifier.ts';
import {
  isMapping,
  type Mapping,
  mappingAt,
  mappingListAt,
  numberAt,
  requiredTextAt,
  requiredWordAt,
  textAt,
} from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::ApiGateway::UsagePlan", AWS CloudFormation template reference */
export const awsApiGatewayUsagePlan: ResourceProvider = {
  type: 'AWS::ApiGateway::UsagePlan',
  properties: {
    ApiStages: [{ ApiId: 'honoured', Stage: 'honoured', Throttle: 'honoured' }],
    Description: 'noLocalEffect',
    Quota: { Limit: 'honoured', Offset: 'honoured', Period: 'honoured' },
    Tags: 'noLocalEffect',
    Throttle: { BurstLimit: 'honoured', RateLimit: 'honoured' },
    UsagePlanName: 'honoured',
  },

  create: async (context, properties) => put(context, properties),
  update: async (context, _id, properties) => put(context, properties),

  async delete({ services }, id) {
    services.apigateway.deleteUsagePlan(id);
  },
};

function put({ services, stackName, logicalId }: ProviderContext, properties: ResolvedProperties): Provisioned {
  const id = identifierOf(`${stackName} ${logicalId}`, 6);
  const throttle = mappingAt(properties, 'Throttle');
  const quota = mappingAt(properties, 'Quota');
  const plan: UsagePlan = {
    id,
    name: textAt(properties, 'UsagePlanName') ?? `${stackName}-${logicalId}`,
    apiStages: mappingListAt(properties, 'ApiStages').map((stage) => ({
      apiId: requiredTextAt(stage, 'ApiId'),
      stage: requiredTextAt(stage, 'Stage'),
      throttle: methodThrottles(mappingAt(stage, 'Throttle') ?? {}),
    })),
    throttle: throttle && throttleOf(throttle),
    quota: quota && {
      limit: numberAt(quota, 'Limit') ?? 0,
      offset: numberAt(quota, 'Offset') ?? 0,
      period: requiredWordAt(quota, 'Period', ['DAY', 'WEEK', 'MONTH']),
    },
    keyIds: services.apigateway.usagePlans.get(id)?.keyIds ?? new Set(),
    source: properties,
  };
  // AWS does not wait for a stage that the plan only names: it wants DependsOn.
  const stages = services.apigateway.stages();
  for (const { apiId, stage } of plan.apiStages) {
    if (stages.some((it) => it.restApiId === apiId && it.stageName === stage)) continue;
    throw new ServiceError('NotFoundException', `API Stage not found: ${apiId}:${stage}`, 404);
  }
  services.apigateway.putUsagePlan(plan);
  return { physicalResourceId: id, attributes: { Id: id } };
}

function methodThrottles(from: Mapping): { readonly [pathAndMethod: string]: Throttle } {
  return Object.fromEntries(Object.entries(from).flatMap(([key, value]) => (isMapping(value) ? [[key, throttleOf(value)]] : [])));
}

function throttleOf(from: Mapping): Throttle {
  return { rateLimit: numberAt(from, 'RateLimit'), burstLimit: numberAt(from, 'BurstLimit') };
}
