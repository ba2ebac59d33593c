import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { policy, roleArn, roleDurationSeconds, roleSessionName } from '../members.ts';
import { sessionTags, transitiveKeys, transitiveTagKeys } from '../session-tags.ts';
import type { StsState } from '../sts-state.ts';
import { takeRole } from '../take-role.ts';

const input = structure('com.amazonaws.sts.AssumeRoleRequest', {
  RoleArn: roleArn,
  RoleSessionName: roleSessionName,
  Policy: policy,
  DurationSeconds: roleDurationSeconds,
  Tags: sessionTags,
  TransitiveTagKeys: transitiveTagKeys,
  SourceIdentity: string({ min: 2, max: 64, pattern: '[\\w+=,.@-]*' }),
});

/** A role's session may take on another role for an hour. @source "Roles terms and concepts", IAM user guide: role chaining */
const chainedSeconds = 3600;

/** @source "AssumeRole", AWS Security Token Service API reference */
export const assumeRole: RpcOperation<StsState> = rpcOperation('AssumeRole', input, async (on: StsState, request, { accessKeyId }) => {
  const caller = on.callerOf(accessKeyId);
  if (caller.roleArn !== undefined && (request.DurationSeconds ?? 0) > chainedSeconds) {
    const message = 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining';
    throw new ServiceError('ValidationException', message);
  }
  const transitive = transitiveKeys(request, on.sessions.get(accessKeyId ?? '')?.transitiveTagKeys ?? []);
  const refusal = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${request.RoleArn}`;
  const taken = await takeRole(on, { ...request, transitiveTagKeys: transitive }, new ServiceError('AccessDenied', refusal, 403));
  return { ...taken, SourceIdentity: request.SourceIdentity };
});
