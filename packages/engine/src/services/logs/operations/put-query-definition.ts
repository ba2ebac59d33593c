import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { list, required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { invalidParameter, logsOperation } from '../operation.ts';
import { logGroupName } from '../shapes.ts';

/** @source measured in us-east-1 by cdk-preflight, 2026-09 */
const maximumGroups = 50;

const input = structure('com.amazonaws.logs.PutQueryDefinitionRequest', {
  queryLanguage: string({ values: ['CWLI', 'SQL', 'PPL'] }),
  name: required(string({ min: 1, max: 255 })),
  queryDefinitionId: string({ min: 1, max: 256 }),
  logGroupNames: list(logGroupName),
  queryString: required(string({ min: 1, max: 10_000 })),
  clientToken: string({ min: 36, max: 128 }),
});

/** @source "PutQueryDefinition", CloudWatch Logs API reference */
export const putQueryDefinition: RpcOperation<CloudWatchLogs> = logsOperation('PutQueryDefinition', input, async (on, request) => {
  const { name, queryString, logGroupNames, queryLanguage = 'CWLI', queryDefinitionId: id = on.world.uuid() } = request;
  if (queryLanguage !== 'CWLI') throw invalidParameter(`gatewright runs queries in the language CWLI alone, not ${queryLanguage}.`);
  if (request.queryDefinitionId !== undefined && !on.queryDefinitions.get(id))
    throw new ServiceError('ResourceNotFoundException', 'The specified query definition does not exist.');
  if (logGroupNames && logGroupNames.length > maximumGroups) throw invalidParameter('Too many log groups specified');
  await on.queryDefinitions.put(id, { id, name, queryString, logGroupNames, lastModifiedMs: on.world.now() });
  return { queryDefinitionId: id };
});
