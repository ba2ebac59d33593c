import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, integer, list, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { listed } from '../listing.ts';
import { groupArn } from '../log-group.ts';
import { logsOperation } from '../operation.ts';
import { logGroupClass, nextToken } from '../shapes.ts';

const input = structure('com.amazonaws.logs.ListLogGroupsRequest', {
  logGroupNamePattern: string({
    min: 3,
    max: 129,
    pattern: '(\\^?[\\.\\-_\\/#A-Za-z0-9]{3,24})(\\|\\^?[\\.\\-_\\/#A-Za-z0-9]{3,24}){0,4}',
  }),
  logGroupClass,
  includeLinkedAccounts: boolean,
  accountIdentifiers: list(string({ min: 12, max: 12 }), { max: 20 }),
  nextToken,
  limit: integer({ min: 1, max: 1000 }),
});

/** @source "ListLogGroups", CloudWatch Logs API reference */
export const listLogGroups: RpcOperation<CloudWatchLogs> = logsOperation('ListLogGroups', input, (on, request) => {
  const parts = request.logGroupNamePattern?.toLowerCase().split('|');
  const matches = (name: string): boolean =>
    parts === undefined || parts.some((it) => (it.startsWith('^') ? name.startsWith(it.slice(1)) : name.includes(it)));
  const found = on.groups
    .all()
    .filter((it) => matches(it.name.toLowerCase()) && (request.logGroupClass === undefined || it.logGroupClass === request.logGroupClass));
  const page = listed(found, ({ name }) => name, request);
  return {
    logGroups: page.items.map((it) => ({
      logGroupName: it.name,
      logGroupArn: groupArn(on.world, it.name),
      logGroupClass: it.logGroupClass,
    })),
    nextToken: page.nextToken,
  };
});
