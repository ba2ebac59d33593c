import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { integer, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { listed } from '../listing.ts';
import { logsOperation } from '../operation.ts';
import { nextToken } from '../shapes.ts';

const input = structure('com.amazonaws.logs.DescribeQueryDefinitionsRequest', {
  queryLanguage: string({ values: ['CWLI', 'SQL', 'PPL'] }),
  queryDefinitionNamePrefix: string({ min: 1, max: 255 }),
  maxResults: integer({ min: 1, max: 1000 }),
  nextToken,
});

/** @source "DescribeQueryDefinitions", CloudWatch Logs API reference */
export const describeQueryDefinitions: RpcOperation<CloudWatchLogs> = logsOperation('DescribeQueryDefinitions', input, (on, request) => {
  const { queryDefinitionNamePrefix: prefix = '', queryLanguage = 'CWLI', maxResults = 1000 } = request;
  const found = on.queryDefinitions.all().filter(({ name }) => queryLanguage === 'CWLI' && name.startsWith(prefix));
  const page = listed(found, ({ name, id }) => `${name}:${id}`, { limit: maxResults, nextToken: request.nextToken });
  return {
    queryDefinitions: page.items.map(({ id, name, queryString, logGroupNames, lastModifiedMs }) => ({
      queryLanguage: 'CWLI',
      queryDefinitionId: id,
      name,
      queryString,
      lastModified: lastModifiedMs,
      logGroupNames: logGroupNames ?? [],
    })),
    nextToken: page.nextToken,
  };
});
