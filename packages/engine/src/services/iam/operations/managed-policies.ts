import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { boolean, required, string, structure } from '../../../protocol/shape.ts';
import { policyDocument, versionDocument } from '../documents.ts';
import {
  alreadyExists,
  deleteConflict,
  type IamState,
  iamArn,
  type ManagedPolicy,
  noSuchEntity,
  type PolicyVersion,
  uniqueId,
} from '../iam-state.ts';
import { findPolicy, isAwsManaged } from '../managed-policies.ts';
import { document, path, pathPrefix, policyArn, policyName, tags } from '../members.ts';
import { paged, paging } from '../paged.ts';
import { checkPolicy } from '../policy-text.ts';
import { checkTags } from '../tags.ts';

const shape = (name: string): string => `com.amazonaws.iam.${name}`;
const versionId = required(string({ pattern: 'v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?' }));
/** @source "IAM and AWS STS quotas" */
const maximumVersions = 5;

const createInput = structure(shape('CreatePolicyRequest'), {
  PolicyName: policyName,
  Path: path,
  PolicyDocument: document,
  Description: string({ max: 1000 }),
  Tags: tags,
});

const createPolicy = rpcOperation('CreatePolicy', createInput, async (on: IamState, request) => {
  checkPolicy(request.PolicyDocument, 'identity');
  checkTags(request.Tags ?? [], { caseCounts: true });
  const name = request.PolicyName;
  if (on.policies.all().some((it) => it.name === name))
    throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
  const now = on.world.now();
  const policy: ManagedPolicy = {
    name,
    path: request.Path ?? '/',
    id: uniqueId('ANPA'),
    description: request.Description,
    createdMs: now,
    updatedMs: now,
    versions: [{ id: 'v1', document: request.PolicyDocument, createdMs: now }],
    defaultVersionId: 'v1',
    versionCount: 1,
    tags: request.Tags ?? [],
  };
  await on.policies.put(iamArn(on, 'policy', policy), policy);
  return { Policy: policyDocument(on, policy) };
});

const arnInput = structure(shape('GetPolicyRequest'), { PolicyArn: policyArn });

const getPolicy = rpcOperation('GetPolicy', arnInput, (on: IamState, { PolicyArn }) => ({
  // AWS tells here alone that there are no tags. @source recorded by the tests of localstack (test_iam_policies)
  Policy: { Tags: [], ...policyDocument(on, findPolicy(on, PolicyArn)) },
}));

const listPolicies = rpcOperation(
  'ListPolicies',
  structure(shape('ListPoliciesRequest'), {
    Scope: string({ values: ['All', 'AWS', 'Local'] }),
    OnlyAttached: boolean,
    PathPrefix: pathPrefix,
    ...paging,
  }),
  (on: IamState, { Scope = 'All', OnlyAttached = false, PathPrefix = '/', ...page }) => {
    const attached = new Set([...on.roles.all(), ...on.users.all(), ...on.groups.all()].flatMap((it) => it.attached));
    const found = Scope === 'AWS' ? [] : on.policies.all().filter((it) => it.path.startsWith(PathPrefix));
    const wanted = found.filter((it) => !OnlyAttached || attached.has(iamArn(on, 'policy', it)));
    const { items, rest } = paged(wanted, ({ name }) => name, page);
    return { Policies: items.map((it) => policyDocument(on, { ...it, tags: [], description: undefined })), ...rest };
  },
);

const deletePolicy = rpcOperation('DeletePolicy', arnInput, async (on: IamState, { PolicyArn }) => {
  const policy = findPolicy(on, PolicyArn);
  const users = [...on.roles.all(), ...on.users.all(), ...on.groups.all()];
  if (users.some(({ attached }) => attached.includes(PolicyArn))) throw deleteConflict('Cannot delete a policy attached to entities.');
  if (policy.versions.length > 1)
    throw deleteConflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  await on.policies.delete(PolicyArn);
  return undefined;
});

const createPolicyVersion = rpcOperation(
  'CreatePolicyVersion',
  structure(shape('CreatePolicyVersionRequest'), { PolicyArn: policyArn, PolicyDocument: document, SetAsDefault: boolean }),
  async (on: IamState, { PolicyArn, PolicyDocument, SetAsDefault = false }) => {
    checkPolicy(PolicyDocument, 'identity');
    const policy = findPolicy(on, PolicyArn);
    if (policy.versions.length >= maximumVersions) {
      const message = 'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.';
      throw new ServiceError('LimitExceeded', message, 409);
    }
    const version: PolicyVersion = { id: `v${policy.versionCount + 1}`, document: PolicyDocument, createdMs: on.world.now() };
    const changed: ManagedPolicy = {
      ...policy,
      versions: [...policy.versions, version],
      versionCount: policy.versionCount + 1,
      updatedMs: on.world.now(),
      defaultVersionId: SetAsDefault ? version.id : policy.defaultVersionId,
    };
    await on.policies.put(PolicyArn, changed);
    return { PolicyVersion: versionDocument(changed, version, false) };
  },
);

const versionInput = structure(shape('GetPolicyVersionRequest'), { PolicyArn: policyArn, VersionId: versionId });

const getPolicyVersion = rpcOperation('GetPolicyVersion', versionInput, (on: IamState, { PolicyArn, VersionId }) => {
  const { policy, version } = findVersion(on, PolicyArn, VersionId);
  return { PolicyVersion: versionDocument(policy, version, true) };
});

const listPolicyVersions = rpcOperation(
  'ListPolicyVersions',
  structure(shape('ListPolicyVersionsRequest'), { PolicyArn: policyArn, ...paging }),
  (on: IamState, { PolicyArn, ...page }) => {
    const policy = findPolicy(on, PolicyArn);
    const { items, rest } = paged(policy.versions, ({ id }) => id, page);
    return { Versions: [...items].reverse().map((it) => versionDocument(policy, it, false)), ...rest };
  },
);

const setDefaultPolicyVersion = rpcOperation('SetDefaultPolicyVersion', versionInput, async (on: IamState, { PolicyArn, VersionId }) => {
  const { policy } = findVersion(on, PolicyArn, VersionId);
  await on.policies.put(PolicyArn, { ...policy, defaultVersionId: VersionId, updatedMs: on.world.now() });
  return undefined;
});

const deletePolicyVersion = rpcOperation('DeletePolicyVersion', versionInput, async (on: IamState, { PolicyArn, VersionId }) => {
  const { policy } = findVersion(on, PolicyArn, VersionId);
  if (policy.defaultVersionId === VersionId) throw deleteConflict('Cannot delete the default version of a policy.');
  await on.policies.put(PolicyArn, { ...policy, versions: policy.versions.filter(({ id }) => id !== VersionId) });
  return undefined;
});

const listEntitiesForPolicy = rpcOperation(
  'ListEntitiesForPolicy',
  structure(shape('ListEntitiesForPolicyRequest'), { PolicyArn: policyArn }),
  (on: IamState, { PolicyArn }) => {
    const having = <T extends { readonly attached: readonly string[] }>(all: readonly T[]): readonly T[] =>
      all.filter(({ attached }) => attached.includes(PolicyArn));
    return {
      PolicyGroups: having(on.groups.all()).map(({ name, id }) => ({ GroupName: name, GroupId: id })),
      PolicyUsers: having(on.users.all()).map(({ name, id }) => ({ UserName: name, UserId: id })),
      PolicyRoles: having(on.roles.all()).map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      IsTruncated: false,
    };
  },
);

function findVersion(on: IamState, arn: string, id: string): { readonly policy: ManagedPolicy; readonly version: PolicyVersion } {
  const policy = isAwsManaged(arn) ? findPolicy(on, arn) : on.policies.get(arn);
  const version = policy?.versions.find((it) => it.id === id);
  if (!policy || !version) throw noSuchEntity(`Policy ${arn} version ${id} does not exist or is not attachable.`);
  return { policy, version };
}

/** @source "IAM API reference"; refusals are recorded from AWS by the tests of moto */
export const managedPolicies: readonly RpcOperation<IamState>[] = [
  createPolicy,
  getPolicy,
  listPolicies,
  deletePolicy,
  createPolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  setDefaultPolicyVersion,
  deletePolicyVersion,
  listEntitiesForPolicy,
];
