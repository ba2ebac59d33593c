import type { AwsService } from '../../protocol/aws-service.ts';
import { loadOnce } from '../../protocol/load-once.ts';
import { answerRpc } from '../../protocol/rpc/answer-rpc.ts';
import type { RpcService } from '../../protocol/rpc/rpc-service.ts';
import { isRecord } from '../../protocol/shape.ts';
import { Documents } from '../../store/documents.ts';
import type { Seal } from '../../store/seal.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import { developerCredential, type KnownCredential } from '../known-credential.ts';
import type { Session, StsState } from './sts-state.ts';

/** AWS Security Token Service. */
export interface StsService extends AwsService {
  /** The owner of temporary credentials that were issued here and still hold. */
  credentialOf(accessKeyId: string): KnownCredential | undefined;
  /** Whether they were issued here and hold no longer. */
  hasExpired(accessKeyId: string): boolean;
}

export interface StsParts {
  readonly world: World;
  readonly store: Store;
  readonly seal: Seal;
  /** Every access key that is known to anybody. */
  credentialOf(accessKeyId: string): KnownCredential | undefined;
  roleOf: StsState['roleOf'];
}

export function createSts({ world, store, seal, credentialOf, roleOf }: StsParts): StsService {
  const sessions = new Documents<Session>(store, 'sts/session');
  const on: StsState = {
    world,
    seal,
    sessions,
    roleOf,
    callerOf(accessKeyId = '') {
      return credentialOf(accessKeyId) ?? developerCredential({ accessKeyId, secretAccessKey: '' }, world);
    },
  };
  const rpc: RpcService<StsState> = {
    signingName: 'sts',
    query: { xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
    service: on,
    operations: loadOnce(async () => (await import('./operations.ts')).operations),
    queryErrorCode: ({ code }) => (code === 'ValidationException' ? 'ValidationError' : code),
    resourceOf: (input) =>
      isRecord(input) && isRecord(input.RoleArn) && typeof input.RoleArn.text === 'string' ? input.RoleArn.text : undefined,
  };
  return {
    signingName: 'sts',
    handle: (request) => answerRpc(rpc, request),
    hasExpired(accessKeyId) {
      const session = accessKeyId.startsWith('ASIA') ? sessions.get(accessKeyId) : undefined;
      return session !== undefined && session.expiresMs <= world.now();
    },
    credentialOf(accessKeyId) {
      const session = accessKeyId.startsWith('ASIA') ? sessions.get(accessKeyId) : undefined;
      if (!session || session.expiresMs <= world.now()) return undefined;
      const { arn, roleArn, userId, sealed } = session;
      const secrets: { readonly secretAccessKey: string; readonly sessionToken: string } = JSON.parse(seal.open(sealed).toString('utf8'));
      return { accessKeyId, ...secrets, arn, roleArn, userId };
    },
  };
}
