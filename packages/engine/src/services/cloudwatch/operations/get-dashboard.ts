import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { dashboardArn } from '../dashboards/dashboard.ts';

const input = structure('com.amazonaws.cloudwatch.GetDashboardInput', { DashboardName: required(string()) });

export const getDashboard: RpcOperation<CloudWatchState> = rpcOperation('GetDashboard', input, (on: CloudWatchState, request) => {
  const found = on.dashboards.get(request.DashboardName);
  if (!found) throw new ServiceError('DashboardNotFoundError', `Dashboard ${request.DashboardName} does not exist`, 404);
  return { DashboardArn: dashboardArn(on.world, found.name), DashboardBody: found.body, DashboardName: found.name };
});
