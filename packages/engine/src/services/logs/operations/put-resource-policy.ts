import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { isRecord, string, structure } from '../../../protocol/shape.ts';
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
  if (!isPolicy(policyDocument))
    throw invalidParameter(
      'Error occurred while parsing accessPolicy. Please check if the accessPolicy has been constructed correctly using IAM grammar.',
    );
  const known = on.resourcePolicies.get(policyName);
  if (!known && on.resourcePolicies.names().length >= maximumPolicies)
    throw new ServiceError('LimitExceededException', 'Resource limit exceeded.');
  const policy = { name: policyName, document: policyDocument, lastUpdatedMs: on.world.now() };
  await on.resourcePolicies.put(policyName, policy);
  return { resourcePolicy: describedPolicy(policy) };
});

/** The wording of its refusal is measured in us-east-1 by cdk-preflight, 2026-09; how much of the grammar AWS asks for is not. */
function isPolicy(text: string): boolean {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return false;
  }
  if (!isRecord(document)) return false;
  const statements: readonly unknown[] = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return statements.length > 0 && statements.every((it) => isRecord(it) && (it.Effect === 'Allow' || it.Effect === 'Deny'));
}
