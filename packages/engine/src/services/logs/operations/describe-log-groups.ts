import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, list, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { describedGroup } from '../described.ts';
import { listed } from '../listing.ts';
import { nameOfIdentifier } from '../log-group.ts';
import { invalidParameter, logsOperation } from '../operation.ts';
import { logGroupClass, logGroupIdentifier, logGroupName, nextToken, pageLimit } from '../shapes.ts';

const input = structure('com.amazonaws.logs.DescribeLogGroupsRequest', {
  accountIdentifiers: list(string({ min: 12, max: 12 }), { max: 20 }),
  logGroupNamePrefix: logGroupName,
  logGroupNamePattern: string({ max: 512, pattern: '[\\.\\-_/#A-Za-z0-9]*' }),
  nextToken,
  limit: pageLimit,
  includeLinkedAccounts: boolean,
  logGroupClass,
  logGroupIdentifiers: list(logGroupIdentifier, { min: 1, max: 50 }),
});

/** @source "DescribeLogGroups", CloudWatch Logs API reference; localstack's recordings */
export const describeLogGroups: RpcOperation<CloudWatchLogs> = logsOperation('DescribeLogGroups', input, (on, request) => {
  const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, logGroupIdentifiers } = request;
  if (prefix !== undefined && pattern !== undefined)
    throw invalidParameter('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
  const names = logGroupIdentifiers && new Set(logGroupIdentifiers.map(nameOfIdentifier));
  const found = on.groups.all().filter(
    ({ name, logGroupClass: given }) =>
      (prefix === undefined || name.startsWith(prefix)) &&
      // A pattern is part of a name, in any case.
      (pattern === undefined || name.toLowerCase().includes(pattern.toLowerCase())) &&
      (request.logGroupClass === undefined || given === request.logGroupClass) &&
      (names === undefined || names.has(name)),
  );
  const page = listed(found, ({ name }) => name, request);
  const described = page.items.map((it) => describedGroup(on, it));
  // Whatever is found by a pattern is answered from an index that has no sizes.
  const logGroups = pattern === undefined ? described : described.map(({ storedBytes: _, deletionProtectionEnabled: __, ...rest }) => rest);
  return { logGroups, nextToken: page.nextToken };
});
