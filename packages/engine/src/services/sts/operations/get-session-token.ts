import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { structure } from '../../../protocol/shape.ts';
import { durationSeconds } from '../members.ts';
import { issueSession } from '../session.ts';
import type { StsState } from '../sts-state.ts';

const input = structure('com.amazonaws.sts.GetSessionTokenRequest', { DurationSeconds: durationSeconds });
const halfDaySeconds = 43_200;

/** @source "GetSessionToken", AWS Security Token Service API reference */
export const getSessionToken: RpcOperation<StsState> = rpcOperation(
  'GetSessionToken',
  input,
  async (on: StsState, { DurationSeconds = halfDaySeconds }, { accessKeyId }) => {
    const caller = on.callerOf(accessKeyId);
    if (caller.sessionToken !== undefined)
      throw new ServiceError('AccessDenied', 'Cannot call GetSessionToken with session credentials', 403);
    const { arn, roleArn, userId } = caller;
    return { Credentials: await issueSession(on, { arn, roleArn, userId, durationSeconds: DurationSeconds }) };
  },
);
