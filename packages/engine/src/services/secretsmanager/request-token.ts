import type { RpcCall } from '../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { SecretStore } from './secret-store.ts';

/**
 * The id of a new version. SDKs always send one; callers inside the engine, whose calls have no request id, need not.
 * @throws ServiceError InvalidRequestException, and for RotateSecret InvalidParameterException
 * @source recorded on AWS by the tests of localstack (test_no_client_request_token)
 */
export function versionIdOf({ world }: SecretStore, token: string | undefined, call: RpcCall, code = 'InvalidRequestException'): string {
  if (token === undefined && call.requestId !== '')
    throw new ServiceError(code, 'You must provide a ClientRequestToken value. We recommend a UUID-type value.');
  return token ?? world.uuid();
}
