import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { integer, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { listed } from '../listing.ts';
import { logsOperation } from '../operation.ts';
import { logGroupName, nextToken } from '../shapes.ts';

const input = structure('com.amazonaws.logs.DescribeQueriesRequest', {
  logGroupName,
  status: string({ values: ['Scheduled', 'Running', 'Complete', 'Failed', 'Cancelled', 'Timeout', 'Unknown'] }),
  maxResults: integer({ min: 1, max: 1000 }),
  nextToken,
  queryLanguage: string({ values: ['CWLI', 'SQL', 'PPL'] }),
});

/** The newest first. @source "DescribeQueries", CloudWatch Logs API reference */
export const describeQueries: RpcOperation<CloudWatchLogs> = logsOperation('DescribeQueries', input, (on, request) => {
  const { logGroupName: name, status, maxResults = 1000, queryLanguage = 'CWLI' } = request;
  const found = [...on.queries.values()].filter(
    (it) =>
      queryLanguage === 'CWLI' && (name === undefined || it.groupNames.includes(name)) && (status === undefined || it.status === status),
  );
  const order = ({ createTimeMs, id }: (typeof found)[number]): string => `${String(1e15 - createTimeMs).padStart(16, '0')} ${id}`;
  const page = listed(found, order, { limit: maxResults, nextToken: request.nextToken });
  return {
    queries: page.items.map((it) => ({
      queryLanguage: 'CWLI',
      queryId: it.id,
      queryString: it.description,
      status: it.status,
      createTime: it.createTimeMs,
      logGroupName: it.groupNames[0],
    })),
    nextToken: page.nextToken,
  };
});
