import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { logsOperation } from '../operation.ts';

const input = structure('com.amazonaws.logs.DeleteQueryDefinitionRequest', {
  queryDefinitionId: required(string({ min: 1, max: 256 })),
});

/** @source "DeleteQueryDefinition", CloudWatch Logs API reference */
export const deleteQueryDefinition: RpcOperation<CloudWatchLogs> = logsOperation(
  'DeleteQueryDefinition',
  input,
  async (on, { queryDefinitionId: id }) => {
    if (!on.queryDefinitions.get(id)) throw new ServiceError('ResourceNotFoundException', 'The specified query definition does not exist.');
    await on.queryDefinitions.delete(id);
    return { success: true };
  },
);
