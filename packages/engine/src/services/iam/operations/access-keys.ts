import { randomBytes } from 'node:crypto';
import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { required, string, structure } from '../../../protocol/shape.ts';
import { accessKeyDocument } from '../documents.ts';
import { type AccessKey, type IamState, iamArn, noSuchEntity, type User, uniqueId } from '../iam-state.ts';
import { existingUserName } from '../members.ts';
import { paged, paging } from '../paged.ts';
import { find, userKind } from '../principals.ts';

const shape = (name: string): string => `com.amazonaws.iam.${name}`;
const accessKeyId = required(string({ min: 16, max: 128, pattern: '[\\w]+' }));
/** @source "IAM and AWS STS quotas" */
const maximumKeys = 2;

const createAccessKey = rpcOperation(
  'CreateAccessKey',
  structure(shape('CreateAccessKeyRequest'), { UserName: existingUserName }),
  async (on: IamState, { UserName }, call) => {
    const user = find(userKind, on, UserName ?? on.callerName(call.accessKeyId));
    if (user.keys.length >= maximumKeys)
      throw new ServiceError('LimitExceeded', `Cannot exceed quota for AccessKeysPerUser: ${maximumKeys}`, 409);
    const secret = randomBytes(30).toString('base64');
    const key: AccessKey = {
      id: uniqueId('AKIA', 16),
      sealedSecret: on.seal.close(Buffer.from(secret)),
      status: 'Active',
      createdMs: on.world.now(),
    };
    await on.users.put(user.name, { ...user, keys: [...user.keys, key] });
    return { AccessKey: { ...accessKeyDocument(user.name, key), SecretAccessKey: secret } };
  },
);

const listAccessKeys = rpcOperation(
  'ListAccessKeys',
  structure(shape('ListAccessKeysRequest'), { UserName: existingUserName, ...paging }),
  (on: IamState, { UserName, ...page }, call) => {
    const user = find(userKind, on, UserName ?? on.callerName(call.accessKeyId));
    const { items, rest } = paged(user.keys, ({ id }) => id, page);
    return { AccessKeyMetadata: items.map((it) => accessKeyDocument(user.name, it)), ...rest };
  },
);

const updateAccessKey = rpcOperation(
  'UpdateAccessKey',
  structure(shape('UpdateAccessKeyRequest'), {
    UserName: existingUserName,
    AccessKeyId: accessKeyId,
    Status: required(string({ values: ['Active', 'Inactive', 'Expired'] })),
  }),
  async (on: IamState, { UserName, AccessKeyId, Status }, call) => {
    const user = owner(on, UserName ?? on.callerName(call.accessKeyId), AccessKeyId);
    await on.users.put(user.name, { ...user, keys: user.keys.map((it) => (it.id === AccessKeyId ? { ...it, status: Status } : it)) });
    return undefined;
  },
);

const deleteAccessKey = rpcOperation(
  'DeleteAccessKey',
  structure(shape('DeleteAccessKeyRequest'), { UserName: existingUserName, AccessKeyId: accessKeyId }),
  async (on: IamState, { UserName, AccessKeyId }, call) => {
    const user = owner(on, UserName ?? on.callerName(call.accessKeyId), AccessKeyId);
    await on.users.put(user.name, { ...user, keys: user.keys.filter(({ id }) => id !== AccessKeyId) });
    return undefined;
  },
);

const getAccessKeyLastUsed = rpcOperation(
  'GetAccessKeyLastUsed',
  structure(shape('GetAccessKeyLastUsedRequest'), { AccessKeyId: accessKeyId }),
  (on: IamState, { AccessKeyId }, call) => {
    const user = on.users.all().find(({ keys }) => keys.some(({ id }) => id === AccessKeyId));
    if (!user) {
      const caller = iamArn(on, 'user', { path: '/', name: on.callerName(call.accessKeyId) });
      const message = `User: ${caller} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key ${AccessKeyId}`;
      throw new ServiceError('AccessDenied', message, 403);
    }
    return { UserName: user.name, AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' } };
  },
);

function owner(on: IamState, userName: string, keyId: string): User {
  const user = find(userKind, on, userName);
  if (!user.keys.some(({ id }) => id === keyId)) throw noSuchEntity(`The Access Key with id ${keyId} cannot be found.`);
  return user;
}

/** Secrets are shown once, and kept sealed. @source "IAM API reference" */
export const accessKeys: readonly RpcOperation<IamState>[] = [
  createAccessKey,
  listAccessKeys,
  updateAccessKey,
  deleteAccessKey,
  getAccessKeyLastUsed,
];
