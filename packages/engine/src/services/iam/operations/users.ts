import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, string, structure } from '../../../protocol/shape.ts';
import { userDocument } from '../documents.ts';
import { alreadyExists, deleteConflict, type IamState, type User, uniqueId } from '../iam-state.ts';
import { existingUserName, path, pathPrefix, tagKeys, tags, userName } from '../members.ts';
import { paged, paging } from '../paged.ts';
import { find, userKind } from '../principals.ts';
import { checkTags, withTags } from '../tags.ts';

const shape = (name: string): string => `com.amazonaws.iam.${name}`;

const createInput = structure(shape('CreateUserRequest'), {
  Path: path,
  UserName: userName,
  PermissionsBoundary: string({ min: 20, max: 2048 }),
  Tags: tags,
});

const createUser = rpcOperation('CreateUser', createInput, async (on: IamState, { Path = '/', UserName: name, ...request }) => {
  checkTags(request.Tags ?? []);
  if (on.users.get(name)) throw alreadyExists(`User with name ${name} already exists.`);
  const user: User = {
    name,
    path: Path,
    id: uniqueId('AIDA'),
    createdMs: on.world.now(),
    permissionsBoundary: request.PermissionsBoundary,
    tags: request.Tags ?? [],
    inline: {},
    attached: [],
    groups: [],
    keys: [],
  };
  await on.users.put(name, user);
  return { User: userDocument(on, user) };
});

const getUser = rpcOperation(
  'GetUser',
  structure(shape('GetUserRequest'), { UserName: existingUserName }),
  (on: IamState, { UserName }, { accessKeyId }) => ({ User: userDocument(on, find(userKind, on, UserName ?? on.callerName(accessKeyId))) }),
);

const listUsers = rpcOperation(
  'ListUsers',
  structure(shape('ListUsersRequest'), { PathPrefix: pathPrefix, ...paging }),
  (on: IamState, { PathPrefix = '/', ...page }) => {
    const found = on.users.all().filter((it) => it.path.startsWith(PathPrefix));
    const { items, rest } = paged(found, ({ name }) => name, page);
    return { Users: items.map((it) => userDocument(on, { ...it, tags: [] })), ...rest };
  },
);

const updateUser = rpcOperation(
  'UpdateUser',
  structure(shape('UpdateUserRequest'), {
    UserName: required(existingUserName),
    NewPath: path,
    NewUserName: string({ min: 1, max: 64, pattern: '[\\w+=,.@-]+' }),
  }),
  async (on: IamState, { UserName, NewPath, NewUserName = UserName }) => {
    const user = find(userKind, on, UserName);
    if (NewUserName !== UserName && on.users.get(NewUserName)) throw alreadyExists(`User with name ${NewUserName} already exists.`);
    if (NewUserName !== UserName) await on.users.delete(UserName);
    await on.users.put(NewUserName, { ...user, name: NewUserName, path: NewPath ?? user.path });
    return undefined;
  },
);

const deleteUser = rpcOperation(
  'DeleteUser',
  structure(shape('DeleteUserRequest'), { UserName: userName }),
  async (on: IamState, { UserName }) => {
    const user = find(userKind, on, UserName);
    if (user.keys.length > 0) throw deleteConflict('Cannot delete entity, must delete access keys first.');
    if (user.attached.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
    if (Object.keys(user.inline).length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
    if (user.groups.length > 0) throw deleteConflict('Cannot delete entity, must remove users from group first.');
    await on.users.delete(UserName);
    return undefined;
  },
);

const tagUser = rpcOperation(
  'TagUser',
  structure(shape('TagUserRequest'), { UserName: userName, Tags: tags }),
  async (on: IamState, { UserName, Tags = [] }) => {
    checkTags(Tags);
    const user = find(userKind, on, UserName);
    await on.users.put(UserName, { ...user, tags: withTags(user.tags, Tags) });
    return undefined;
  },
);

const untagUser = rpcOperation(
  'UntagUser',
  structure(shape('UntagUserRequest'), { UserName: userName, TagKeys: tagKeys }),
  async (on: IamState, { UserName, TagKeys }) => {
    const user = find(userKind, on, UserName);
    await on.users.put(UserName, { ...user, tags: user.tags.filter(({ Key }) => !TagKeys.includes(Key)) });
    return undefined;
  },
);

const listUserTags = rpcOperation(
  'ListUserTags',
  structure(shape('ListUserTagsRequest'), { UserName: userName, ...paging }),
  (on: IamState, { UserName, ...page }) => {
    const { items, rest } = paged(find(userKind, on, UserName).tags, ({ Key }) => Key, page);
    return { Tags: items, ...rest };
  },
);

/** @source "IAM API reference"; refusals are recorded from AWS by the tests of moto */
export const users: readonly RpcOperation<IamState>[] = [
  createUser,
  getUser,
  listUsers,
  updateUser,
  deleteUser,
  tagUser,
  untagUser,
  listUserTags,
];
