import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { textOf } from '../written-values.ts';

/** Kept and answered as it is. @source "AWS::CloudWatch::Dashboard", AWS CloudFormation template reference */
export const awsCloudWatchDashboard: ResourceProvider = {
  type: 'AWS::CloudWatch::Dashboard',
  properties: { DashboardBody: 'honoured', DashboardName: 'honoured', Tags: 'noLocalEffect' },
  replacing: ['DashboardName'],
  create: (context, properties) =>
    put(context, textOf(properties.DashboardName) ?? `${context.stackName}-${context.logicalId}`, properties),
  update: (context, physicalResourceId, properties) => put(context, physicalResourceId, properties),
  async delete({ services }, physicalResourceId) {
    await services.cloudwatch.call('DeleteDashboards', { DashboardNames: [physicalResourceId] });
  },
};

async function put({ services }: ProviderContext, name: string, { DashboardBody }: ResolvedProperties): Promise<Provisioned> {
  const body = typeof DashboardBody === 'string' ? DashboardBody : JSON.stringify(DashboardBody ?? {});
  await services.cloudwatch.call('PutDashboard', { DashboardName: name, DashboardBody: body });
  return { physicalResourceId: name };
}
