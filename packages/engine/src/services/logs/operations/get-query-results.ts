import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { integer, required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { logsOperation } from '../operation.ts';

const input = structure('com.amazonaws.logs.GetQueryResultsRequest', {
  queryId: required(string({ min: 1, max: 256 })),
  nextToken: string({ max: 1024 }),
  maxItems: integer({ min: 0, max: 10_000 }),
});

/** @source "GetQueryResults", CloudWatch Logs API reference */
export const getQueryResults: RpcOperation<CloudWatchLogs> = logsOperation('GetQueryResults', input, (on, { queryId }) => {
  const query = on.queries.get(queryId);
  if (!query) throw new ServiceError('ResourceNotFoundException', `Query ${queryId} does not exist.`);
  const { recordsMatched, recordsScanned, bytesScanned } = query.statistics;
  return {
    queryLanguage: 'CWLI',
    results: query.results,
    statistics: {
      recordsMatched,
      recordsScanned,
      estimatedRecordsSkipped: 0,
      bytesScanned,
      estimatedBytesSkipped: 0,
      logGroupsScanned: query.groupNames.length,
    },
    status: query.status,
  };
});
