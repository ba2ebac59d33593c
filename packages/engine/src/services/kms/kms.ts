import type { AwsService } from '../../protocol/aws-service.ts';
import { loadOnce } from '../../protocol/load-once.ts';
import { answerRpc } from '../../protocol/rpc/answer-rpc.ts';
import { callRpc, type RpcService } from '../../protocol/rpc/rpc-service.ts';
import { isRecord } from '../../protocol/shape.ts';
import { Documents } from '../../store/documents.ts';
import type { Seal } from '../../store/seal.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import type { KmsState } from './kms-state.ts';

/** AWS Key Management Service, with keys of this machine. */
export interface KmsService extends AwsService {
  /** Runs one operation with AWS's own input and output shapes, without the wire. @throws ServiceError as AWS answers */
  call(operation: string, input: object): Promise<Record<string, unknown>>;
}

export interface KmsParts {
  readonly world: World;
  readonly store: Store;
  readonly seal: Seal;
}

export function createKms({ world, store, seal }: KmsParts): KmsService {
  const rpc: RpcService<KmsState> = {
    signingName: 'kms',
    json: { targetPrefix: 'TrentService' },
    service: { world, seal, keys: new Documents(store, 'kms/key'), aliases: new Documents(store, 'kms/alias') },
    operations: loadOnce(async () => (await import('./operations.ts')).operations),
    resourceOf: (input) => (isRecord(input) && typeof input.KeyId === 'string' ? input.KeyId : undefined),
  };
  return {
    signingName: 'kms',
    handle: (request) => answerRpc(rpc, request),
    call: (operation, input) => callRpc(rpc, operation, input),
  };
}
