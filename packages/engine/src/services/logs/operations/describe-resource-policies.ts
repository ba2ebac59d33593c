import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { canonicalPolicy } from '../canonical-policy.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { describedPolicy } from '../described.ts';
import { listed } from '../listing.ts';
import { logsOperation } from '../operation.ts';
import { nextToken, pageLimit } from '../shapes.ts';

const input = structure('com.amazonaws.logs.DescribeResourcePoliciesRequest', {
  nextToken,
  limit: pageLimit,
  resourceArn: string(),
  policyScope: string({ values: ['ACCOUNT', 'RESOURCE'] }),
});

/** @source "DescribeResourcePolicies", CloudWatch Logs API reference */
export const describeResourcePolicies: RpcOperation<CloudWatchLogs> = logsOperation('DescribeResourcePolicies', input, (on, request) => {
  const found = request.policyScope === 'RESOURCE' || request.resourceArn !== undefined ? [] : on.resourcePolicies.all();
  const page = listed(found, ({ name }) => name, request);
  return {
    resourcePolicies: page.items.map((it) => describedPolicy({ ...it, document: canonicalPolicy(it.document) })),
    nextToken: page.nextToken,
  };
});
