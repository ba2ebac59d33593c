import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { structure } from '../../../protocol/shape.ts';
import type { StsState } from '../sts-state.ts';

/** @source "GetCallerIdentity", AWS Security Token Service API reference */
export const getCallerIdentity: RpcOperation<StsState> = rpcOperation(
  'GetCallerIdentity',
  structure('com.amazonaws.sts.GetCallerIdentityRequest', {}),
  (on: StsState, _input, { accessKeyId }) => {
    const { arn, userId } = on.callerOf(accessKeyId);
    return { UserId: userId, Account: on.world.accountId, Arn: arn };
  },
);
