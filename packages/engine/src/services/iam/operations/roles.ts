import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { integer, required, string, structure } from '../../../protocol/shape.ts';
import { roleDocument, shortRoleDocument } from '../documents.ts';
import { alreadyExists, deleteConflict, type IamState, type Role, uniqueId } from '../iam-state.ts';
import { document, path, pathPrefix, roleName, tagKeys, tags } from '../members.ts';
import { paged, paging } from '../paged.ts';
import { checkPolicy } from '../policy-text.ts';
import { find, roleKind } from '../principals.ts';
import { checkTags, withTags } from '../tags.ts';

const description = string({ max: 1000 });
const maxSessionDuration = integer({ min: 3600, max: 43_200 });
const shape = (name: string): string => `com.amazonaws.iam.${name}`;

const createInput = structure(shape('CreateRoleRequest'), {
  Path: path,
  RoleName: roleName,
  AssumeRolePolicyDocument: document,
  Description: description,
  MaxSessionDuration: maxSessionDuration,
  PermissionsBoundary: string({ min: 20, max: 2048 }),
  Tags: tags,
});

const createRole = rpcOperation('CreateRole', createInput, async (on: IamState, request) => {
  checkPolicy(request.AssumeRolePolicyDocument, 'trust');
  checkTags(request.Tags ?? []);
  const name = request.RoleName;
  if (on.roles.get(name)) throw alreadyExists(`Role with name ${name} already exists.`);
  const role: Role = {
    name,
    path: request.Path ?? '/',
    id: uniqueId('AROA'),
    createdMs: on.world.now(),
    trustPolicy: request.AssumeRolePolicyDocument,
    description: request.Description,
    maxSessionSeconds: request.MaxSessionDuration ?? 3600,
    permissionsBoundary: request.PermissionsBoundary,
    tags: request.Tags ?? [],
    inline: {},
    attached: [],
  };
  await on.roles.put(name, role);
  return { Role: shortRoleDocument(on, role) };
});

const roleInput = structure(shape('GetRoleRequest'), { RoleName: roleName });

const getRole = rpcOperation('GetRole', roleInput, (on: IamState, { RoleName }) => ({
  Role: { ...roleDocument(on, find(roleKind, on, RoleName)), RoleLastUsed: {} },
}));

const listRoles = rpcOperation(
  'ListRoles',
  structure(shape('ListRolesRequest'), { PathPrefix: pathPrefix, ...paging }),
  (on: IamState, { PathPrefix = '/', ...page }) => {
    const found = on.roles.all().filter((it) => it.path.startsWith(PathPrefix));
    const { items, rest } = paged(found, ({ name }) => name, page);
    return { Roles: items.map((it) => roleDocument(on, { ...it, tags: [] })), ...rest };
  },
);

const updateInput = structure(shape('UpdateRoleRequest'), {
  RoleName: roleName,
  Description: description,
  MaxSessionDuration: maxSessionDuration,
});

const updateRole = rpcOperation('UpdateRole', updateInput, async (on: IamState, { RoleName, Description, MaxSessionDuration }) => {
  const role = find(roleKind, on, RoleName);
  await on.roles.put(RoleName, {
    ...role,
    description: Description ?? role.description,
    maxSessionSeconds: MaxSessionDuration ?? role.maxSessionSeconds,
  });
  return {};
});

const updateRoleDescription = rpcOperation(
  'UpdateRoleDescription',
  structure(shape('UpdateRoleDescriptionRequest'), { RoleName: roleName, Description: required(description) }),
  async (on: IamState, { RoleName, Description }) => {
    const role = { ...find(roleKind, on, RoleName), description: Description };
    await on.roles.put(RoleName, role);
    return { Role: shortRoleDocument(on, role) };
  },
);

const trustInput = structure(shape('UpdateAssumeRolePolicyRequest'), { RoleName: roleName, PolicyDocument: document });

const updateAssumeRolePolicy = rpcOperation('UpdateAssumeRolePolicy', trustInput, async (on: IamState, { RoleName, PolicyDocument }) => {
  const role = find(roleKind, on, RoleName);
  checkPolicy(PolicyDocument, 'trust');
  await on.roles.put(RoleName, { ...role, trustPolicy: PolicyDocument });
  return undefined;
});

const deleteRole = rpcOperation('DeleteRole', roleInput, async (on: IamState, { RoleName }) => {
  const role = find(roleKind, on, RoleName);
  if (role.attached.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (Object.keys(role.inline).length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
  await on.roles.delete(RoleName);
  return undefined;
});

const tagRole = rpcOperation(
  'TagRole',
  structure(shape('TagRoleRequest'), { RoleName: roleName, Tags: tags }),
  async (on: IamState, { RoleName, Tags = [] }) => {
    checkTags(Tags);
    const role = find(roleKind, on, RoleName);
    await on.roles.put(RoleName, { ...role, tags: withTags(role.tags, Tags) });
    return undefined;
  },
);

const untagRole = rpcOperation(
  'UntagRole',
  structure(shape('UntagRoleRequest'), { RoleName: roleName, TagKeys: tagKeys }),
  async (on: IamState, { RoleName, TagKeys }) => {
    const role = find(roleKind, on, RoleName);
    await on.roles.put(RoleName, { ...role, tags: role.tags.filter(({ Key }) => !TagKeys.includes(Key)) });
    return undefined;
  },
);

const listRoleTags = rpcOperation(
  'ListRoleTags',
  structure(shape('ListRoleTagsRequest'), { RoleName: roleName, ...paging }),
  (on: IamState, { RoleName, ...page }) => {
    const { items, rest } = paged(find(roleKind, on, RoleName).tags, ({ Key }) => Key, page);
    return { Tags: items, ...rest };
  },
);

/** @source "IAM API reference"; refusals are recorded from AWS by the tests of moto and localstack */
export const roles: readonly RpcOperation<IamState>[] = [
  createRole,
  getRole,
  listRoles,
  updateRole,
  updateRoleDescription,
  updateAssumeRolePolicy,
  deleteRole,
  tagRole,
  untagRole,
  listRoleTags,
];
