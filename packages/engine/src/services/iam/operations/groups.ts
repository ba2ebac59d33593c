import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { groupDocument, userDocument } from '../documents.ts';
import { alreadyExists, deleteConflict, type Group, type IamState, uniqueId } from '../iam-state.ts';
import { groupName, path, pathPrefix, userName } from '../members.ts';
import { paged, paging } from '../paged.ts';
import { find, groupKind, userKind } from '../principals.ts';

const shape = (name: string): string => `com.amazonaws.iam.${name}`;

const createGroup = rpcOperation(
  'CreateGroup',
  structure(shape('CreateGroupRequest'), { Path: path, GroupName: groupName }),
  async (on: IamState, { Path = '/', GroupName: name }) => {
    if (on.groups.get(name)) throw alreadyExists(`Group with name ${name} already exists.`);
    const group: Group = { name, path: Path, id: uniqueId('AGPA'), createdMs: on.world.now(), inline: {}, attached: [] };
    await on.groups.put(name, group);
    return { Group: groupDocument(on, group) };
  },
);

const getGroup = rpcOperation(
  'GetGroup',
  structure(shape('GetGroupRequest'), { GroupName: groupName, ...paging }),
  (on: IamState, { GroupName, ...page }) => {
    const group = find(groupKind, on, GroupName);
    const members = on.users.all().filter(({ groups }) => groups.includes(GroupName));
    const { items, rest } = paged(members, ({ name }) => name, page);
    return { Group: groupDocument(on, group), Users: items.map((it) => userDocument(on, { ...it, tags: [] })), ...rest };
  },
);

const listGroups = rpcOperation(
  'ListGroups',
  structure(shape('ListGroupsRequest'), { PathPrefix: pathPrefix, ...paging }),
  (on: IamState, { PathPrefix = '/', ...page }) => {
    const found = on.groups.all().filter((it) => it.path.startsWith(PathPrefix));
    const { items, rest } = paged(found, ({ name }) => name, page);
    return { Groups: items.map((it) => groupDocument(on, it)), ...rest };
  },
);

const updateGroup = rpcOperation(
  'UpdateGroup',
  structure(shape('UpdateGroupRequest'), {
    GroupName: groupName,
    NewPath: path,
    NewGroupName: string({ min: 1, max: 128, pattern: '[\\w+=,.@-]+' }),
  }),
  async (on: IamState, { GroupName, NewPath, NewGroupName = GroupName }) => {
    const group = find(groupKind, on, GroupName);
    const renamed = NewGroupName !== GroupName;
    if (renamed && on.groups.get(NewGroupName)) throw alreadyExists(`Group with name ${NewGroupName} already exists.`);
    if (renamed) await on.groups.delete(GroupName);
    await on.groups.put(NewGroupName, { ...group, name: NewGroupName, path: NewPath ?? group.path });
    for (const user of on.users.all())
      if (renamed && user.groups.includes(GroupName))
        await on.users.put(user.name, { ...user, groups: user.groups.map((it) => (it === GroupName ? NewGroupName : it)) });
    return undefined;
  },
);

const deleteGroup = rpcOperation(
  'DeleteGroup',
  structure(shape('DeleteGroupRequest'), { GroupName: groupName }),
  async (on: IamState, { GroupName }) => {
    const group = find(groupKind, on, GroupName);
    if (on.users.all().some(({ groups }) => groups.includes(GroupName)))
      throw deleteConflict('Cannot delete entity, must remove users from group first.');
    if (group.attached.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
    if (Object.keys(group.inline).length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
    await on.groups.delete(GroupName);
    return undefined;
  },
);

const membership = structure(shape('AddUserToGroupRequest'), { GroupName: groupName, UserName: userName });

const addUserToGroup = rpcOperation('AddUserToGroup', membership, async (on: IamState, { GroupName, UserName }) => {
  find(groupKind, on, GroupName);
  const user = find(userKind, on, UserName);
  await on.users.put(UserName, { ...user, groups: [...new Set([...user.groups, GroupName])] });
  return undefined;
});

const removeUserFromGroup = rpcOperation('RemoveUserFromGroup', membership, async (on: IamState, { GroupName, UserName }) => {
  // AWS looks for the user first here. @source recorded by the tests of localstack (test_remove_user_from_unknown_group)
  const user = find(userKind, on, UserName);
  find(groupKind, on, GroupName);
  await on.users.put(UserName, { ...user, groups: user.groups.filter((it) => it !== GroupName) });
  return undefined;
});

const listGroupsForUser = rpcOperation(
  'ListGroupsForUser',
  structure(shape('ListGroupsForUserRequest'), { UserName: userName, ...paging }),
  (on: IamState, { UserName, ...page }) => {
    const { groups } = find(userKind, on, UserName);
    const found = on.groups.all().filter(({ name }) => groups.includes(name));
    const { items, rest } = paged(found, ({ name }) => name, page);
    return { Groups: items.map((it) => groupDocument(on, it)), ...rest };
  },
);

/** @source "IAM API reference" */
export const groups: readonly RpcOperation<IamState>[] = [
  createGroup,
  getGroup,
  listGroups,
  updateGroup,
  deleteGroup,
  addUserToGroup,
  removeUserFromGroup,
  listGroupsForUser,
];
