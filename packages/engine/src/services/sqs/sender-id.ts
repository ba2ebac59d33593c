import type { RpcCall } from '../../protocol/rpc/rpc-service.ts';

/** AWS tells the unique id of the user or role that sent a message; here it is the access key, in the form of such an id. */
export function senderIdOf({ accessKeyId = 'gatewright' }: Pick<RpcCall, 'accessKeyId'>): string {
  return /^A[A-Z0-9]{15,}$/.test(accessKeyId) ? accessKeyId : 'AIDAIENQZJOLO23YVJ4VO';
}
