import type { AwsService } from '../../protocol/aws-service.ts';
import { loadOnce } from '../../protocol/load-once.ts';
import { answerRpc } from '../../protocol/rpc/answer-rpc.ts';
import { callRpc, type RpcService } from '../../protocol/rpc/rpc-service.ts';
import { isRecord } from '../../protocol/shape.ts';
import { Documents } from '../../store/documents.ts';
import type { Seal } from '../../store/seal.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import type { ParameterStore, ReferencedSecret } from './parameter-store.ts';

/** Systems Manager Parameter Store. */
export interface SsmService extends AwsService {
  /** Runs one operation with AWS's own input and output shapes, without the wire. @throws ServiceError as AWS answers */
  call(operation: string, input: object): Promise<Record<string, unknown>>;
}

export interface SsmParts {
  readonly world: World;
  readonly store: Store;
  readonly seal: Seal;
  secretOf(secretId: string): ReferencedSecret | undefined;
}

export function createSsm({ world, store, seal, secretOf }: SsmParts): SsmService {
  const rpc: RpcService<ParameterStore> = {
    signingName: 'ssm',
    json: { targetPrefix: 'AmazonSSM' },
    // Once it spoke this alone, and API Gateway's integrations still do. @source localstack's recording of GetParameter through API Gateway
    query: {
      xmlNamespace: 'http://ssm.amazonaws.com/doc/2014-11-06/',
      nulls: { GetParameter: { Parameter: { Selector: null, SourceResult: null } } },
    },
    service: { world, seal, secretOf, parameters: new Documents(store, 'ssm/parameter') },
    operations: loadOnce(async () => (await import('./operations.ts')).operations),
    resourceOf: (input) => (isRecord(input) && typeof input.Name === 'string' ? input.Name : undefined),
  };
  return {
    signingName: 'ssm',
    handle: (request) => answerRpc(rpc, request),
    call: (operation, input) => callRpc(rpc, operation, input),
  };
}
