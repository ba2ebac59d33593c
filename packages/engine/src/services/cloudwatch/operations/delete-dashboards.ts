import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { list, required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { invalidValue } from '../refusals.ts';

const input = structure('com.amazonaws.cloudwatch.DeleteDashboardsInput', { DashboardNames: required(list(string(), { max: 100 })) });

/** None goes when one of them is not there. */
export const deleteDashboards: RpcOperation<CloudWatchState> = rpcOperation(
  'DeleteDashboards',
  input,
  async (on: CloudWatchState, request) => {
    const { DashboardNames: names } = request;
    if (names.length === 0) throw invalidValue('Need at least 1 dashboard');
    const missing = names.filter((it) => !on.dashboards.get(it));
    if (missing.length > 0)
      throw new ServiceError('DashboardNotFoundError', `The specified dashboard does not exist. [${missing.join(', ')}]`, 404);
    for (const name of names) await on.dashboards.delete(name);
    return {};
  },
);
