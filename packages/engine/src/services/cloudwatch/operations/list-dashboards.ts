import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { pageOf } from '../../page.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { dashboardArn } from '../dashboards/dashboard.ts';
import { invalidValue } from '../refusals.ts';

const pageSize = 1000;
const input = structure('com.amazonaws.cloudwatch.ListDashboardsInput', { DashboardNamePrefix: string(), NextToken: string() });

export const listDashboards: RpcOperation<CloudWatchState> = rpcOperation('ListDashboards', input, (on: CloudWatchState, request) => {
  const { DashboardNamePrefix = '', NextToken } = request;
  const found = on.dashboards.all().filter(({ name }) => name.startsWith(DashboardNamePrefix));
  const sorted = found.sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = pageOf(sorted, ({ name }) => name, { limit: pageSize, token: NextToken });
  if (!page) throw invalidValue('Invalid nextToken.');
  const DashboardEntries = page.items.map(({ name, body, modifiedMs }) => ({
    DashboardName: name,
    DashboardArn: dashboardArn(on.world, name),
    LastModified: new Date(modifiedMs),
    Size: Buffer.byteLength(body),
  }));
  return { DashboardEntries, NextToken: page.nextToken };
});
