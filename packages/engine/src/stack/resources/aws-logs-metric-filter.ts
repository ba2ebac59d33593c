import type { Value } from '@gatewright/template';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { gone } from './logs-resource.ts';

/** @source "AWS::Logs::MetricFilter", AWS CloudFormation template reference */
export const awsLogsMetricFilter: ResourceProvider = {
  type: 'AWS::Logs::MetricFilter',
  properties: {
    ApplyOnTransformedLogs: 'unsupported',
    EmitSystemFieldDimensions: 'unsupported',
    FieldSelectionCriteria: 'unsupported',
    FilterName: 'honoured',
    FilterPattern: 'honoured',
    LogGroupName: 'honoured',
    MetricTransformations: [
      {
        DefaultValue: 'honoured',
        Dimensions: [{ Key: 'honoured', Value: 'honoured' }],
        MetricName: 'honoured',
        MetricNamespace: 'honoured',
        MetricValue: 'honoured',
        Unit: 'honoured',
      },
    ],
  },
  replacing: ['FilterName', 'LogGroupName'],
  create: (context, properties) =>
    provision(context, String(properties.FilterName ?? `${context.stackName}-${context.logicalId}`), properties),
  update: provision,
  async delete({ services }, filterName, { LogGroupName: logGroupName } = {}) {
    await gone(services.logs.call('DeleteMetricFilter', { logGroupName, filterName }));
  },
};

async function provision({ services }: ProviderContext, filterName: string, properties: ResolvedProperties): Promise<Provisioned> {
  const { LogGroupName: logGroupName, FilterPattern: filterPattern, MetricTransformations } = properties;
  const transformations: readonly Value[] = Array.isArray(MetricTransformations) ? MetricTransformations : [];
  const metricTransformations = transformations.map((it) => {
    const { DefaultValue, Dimensions, MetricName, MetricNamespace, MetricValue, Unit } = Object(it);
    return {
      metricName: MetricName,
      metricNamespace: MetricNamespace,
      metricValue: String(MetricValue),
      ...(DefaultValue !== undefined && { defaultValue: Number(DefaultValue) }),
      ...(Unit !== undefined && { unit: Unit }),
      ...(Array.isArray(Dimensions) && { dimensions: dimensionsOf(Dimensions) }),
    };
  });
  await services.logs.call('PutMetricFilter', { logGroupName, filterName, filterPattern, metricTransformations });
  return { physicalResourceId: filterName };
}

function dimensionsOf(dimensions: readonly unknown[]): { readonly [name: string]: string } {
  return Object.fromEntries(dimensions.map((it) => [String(Object(it).Key), String(Object(it).Value)]));
}
