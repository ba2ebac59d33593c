import type { AwsService } from '../../protocol/aws-service.ts';
import { loadOnce } from '../../protocol/load-once.ts';
import { answerRpc } from '../../protocol/rpc/answer-rpc.ts';
import { callRpc, type RpcService } from '../../protocol/rpc/rpc-service.ts';
import { isRecord } from '../../protocol/shape.ts';
import { Documents } from '../../store/documents.ts';
import type { Seal } from '../../store/seal.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import type { KnownCredential } from '../known-credential.ts';
import { type IamState, iamArn } from './iam-state.ts';

/** AWS Identity and Access Management: roles, users, groups and policies are kept; nothing is refused because of them. */
export interface IamService extends AwsService {
  /** Runs one operation with AWS's own input and output shapes, without the wire. @throws ServiceError as AWS answers */
  call(operation: string, input: object): Promise<Record<string, unknown>>;
  /** The user of an active access key. */
  credentialOf(accessKeyId: string): KnownCredential | undefined;
  /** The role of an ARN, for those who take it on. */
  roleOf(
    roleArn: string,
  ): { readonly id: string; readonly name: string; readonly path: string; readonly maxSessionSeconds: number } | undefined;
}

export interface IamParts {
  readonly world: World;
  readonly store: Store;
  readonly seal: Seal;
}

export function createIam({ world, store, seal }: IamParts): IamService {
  const on: IamState = {
    world,
    seal,
    roles: new Documents(store, 'iam/role'),
    users: new Documents(store, 'iam/user'),
    groups: new Documents(store, 'iam/group'),
    policies: new Documents(store, 'iam/policy'),
    callerName: (accessKeyId) => on.users.all().find(({ keys }) => keys.some(({ id }) => id === accessKeyId))?.name ?? 'developer',
  };
  const rpc: RpcService<IamState> = {
    signingName: 'iam',
    query: { xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/' },
    service: on,
    operations: loadOnce(async () => (await import('./operations.ts')).operations),
    queryErrorCode: ({ code }) => (code === 'ValidationException' ? 'ValidationError' : code),
    resourceOf: (input) => (isRecord(input) ? nameIn(input) : undefined),
  };
  return {
    signingName: 'iam',
    handle: (request) => answerRpc(rpc, request),
    call: (operation, input) => callRpc(rpc, operation, input),
    credentialOf(accessKeyId) {
      for (const user of on.users.all()) {
        const key = user.keys.find(({ id, status }) => id === accessKeyId && status === 'Active');
        if (!key) continue;
        const secretAccessKey = seal.open(key.sealedSecret).toString('utf8');
        return {
          accessKeyId,
          secretAccessKey,
          sessionToken: undefined,
          arn: iamArn(on, 'user', user),
          roleArn: undefined,
          userId: user.id,
        };
      }
      return undefined;
    },
    roleOf(roleArn) {
      const role = on.roles.get(roleArn.slice(roleArn.lastIndexOf('/') + 1));
      return role && iamArn(on, 'role', role) === roleArn ? role : undefined;
    },
  };
}

function nameIn(input: { readonly [member: string]: unknown }): string | undefined {
  const found = input.RoleName ?? input.UserName ?? input.GroupName ?? input.PolicyArn ?? input.PolicyName;
  return found === undefined ? undefined : textOf(found);
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return isRecord(value) && typeof value.text === 'string' ? value.text : undefined;
}
