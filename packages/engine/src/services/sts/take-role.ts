import { ServiceError } from '../../protocol/service-error.ts';
import { issueSession } from './session.ts';
import type { StsState } from './sts-state.ts';

export interface RoleRequest {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly DurationSeconds?: number;
  readonly Policy?: string;
  /** Of session tags, in lower case: they go along to the next role. */
  readonly transitiveTagKeys?: readonly string[];
}

/** @source "AWS STS quotas": characters of a session policy */
const maximumPolicy = 2048;

/**
 * Credentials of a role's session. Its trust policy is kept by IAM, and refuses nobody here.
 * @param refusal what AWS says when the role is not there, which it does not tell apart from no right to take it
 * @throws ServiceError ValidationException, MalformedPolicyDocument, and the refusal
 */
export async function takeRole(on: StsState, request: RoleRequest, refusal: ServiceError): Promise<object> {
  const { RoleArn, RoleSessionName, DurationSeconds, Policy, transitiveTagKeys } = request;
  if (!/^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(RoleArn)) throw new ServiceError('ValidationException', `${RoleArn} is invalid`);
  checkSessionPolicy(Policy);
  const role = on.roleOf(RoleArn);
  if (!role) throw refusal;
  if (DurationSeconds !== undefined && DurationSeconds > role.maxSessionSeconds)
    throw new ServiceError('ValidationException', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  const { partition, accountId } = on.world;
  const arn = `arn:${partition}:sts::${accountId}:assumed-role/${role.name}/${RoleSessionName}`;
  const userId = `${role.id}:${RoleSessionName}`;
  return {
    Credentials: await issueSession(on, { arn, roleArn: RoleArn, userId, durationSeconds: DurationSeconds ?? 3600, transitiveTagKeys }),
    AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
    PackedPolicySize: Policy === undefined ? undefined : packedSize(Policy),
  };
}

/** Percent of what AWS allows. */
export function packedSize(policy: string): number {
  return Math.min(100, Math.ceil((policy.length / maximumPolicy) * 100));
}

/** @throws ServiceError MalformedPolicyDocument, PackedPolicyTooLarge */
export function checkSessionPolicy(policy: string | undefined): void {
  if (policy === undefined) return;
  if (policy.length > maximumPolicy)
    throw new ServiceError(
      'PackedPolicyTooLarge',
      `Packed policy consumes ${Math.ceil((policy.length / maximumPolicy) * 100)}% of allotted space, please use smaller policy.`,
    );
  try {
    JSON.parse(policy);
  } catch {
    throw new ServiceError('MalformedPolicyDocument', 'The policy is not in the valid JSON format.');
  }
}
