import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, string, structure } from '../../../protocol/shape.ts';
import type { StsState } from '../sts-state.ts';

const input = structure('com.amazonaws.sts.GetAccessKeyInfoRequest', {
  AccessKeyId: required(string({ min: 16, max: 128, pattern: '[\\w]*' })),
});

/** There is one account here. @source "GetAccessKeyInfo", AWS Security Token Service API reference */
export const getAccessKeyInfo: RpcOperation<StsState> = rpcOperation('GetAccessKeyInfo', input, (on: StsState) => ({
  Account: on.world.accountId,
}));
