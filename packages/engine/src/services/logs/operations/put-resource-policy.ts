import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { describedPolicy } from '../described.ts';
import { invalidParameter, logsOperation } from '../operation.ts';

/** Of an account and region. */
const maximumPolicies = 10;

const input = structure('com.amazonaws.logs.PutResourcePolicyRequest', {
  policyName: string(),
  policyDocument: string({ min: 1, max: 51_200 }),
  resourceArn: string(),
  expectedRevisionId: string({ min: 1 }),
});

/** @source "PutResourcePolicy", CloudWatch Logs API reference */
export const putResourcePolicy: RpcOperation<CloudWatchLogs> = logsOperation('PutResourcePolicy', input, async (on, request) => {
  const { policyName, policyDocument } = request;
  if (request.resourceArn !== undefined)
    throw invalidParameter('gatewright keeps resource policies of the account alone; leave resourceArn out.');
  if (policyName === undefined || policyDocument === undefined)
    throw invalidParameter('A resource policy needs a policyName and a policyDocument.');
  const known = on.resourcePolicies.get(policyName);
  if (!known && on.resourcePolicies.names().length >= maximumPolicies)
    throw new ServiceError('LimitExceededException', 'Resource limit exceeded.');
  const policy = { name: policyName, document: policyDocument, lastUpdatedMs: on.world.now() };
  await on.resourcePolicies.put(policyName, policy);
  return { resourcePolicy: describedPolicy(policy) };
});
