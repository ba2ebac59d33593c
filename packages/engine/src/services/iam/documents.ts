import {
  type AccessKey,
  type Group,
  type IamState,
  iamArn,
  type ManagedPolicy,
  type PolicyVersion,
  type Role,
  type User,
} from './iam-state.ts';

// What IAM answers of each kind of entity. Policy documents are URL-encoded, as RFC 3986 has it.

export function roleDocument(on: IamState, role: Role): object {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: iamArn(on, 'role', role),
    CreateDate: new Date(role.createdMs),
    AssumeRolePolicyDocument: encoded(role.trustPolicy),
    Description: role.description,
    MaxSessionDuration: role.maxSessionSeconds,
    ...boundaryOf(role.permissionsBoundary),
    ...(role.tags.length > 0 && { Tags: role.tags }),
  };
}

/** As the operations answer that change a role: without how long its sessions last. @source recorded on AWS by the tests of localstack */
export function shortRoleDocument(on: IamState, role: Role): object {
  return { ...roleDocument(on, role), MaxSessionDuration: undefined };
}

export function userDocument(on: IamState, user: User): object {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: iamArn(on, 'user', user),
    CreateDate: new Date(user.createdMs),
    ...boundaryOf(user.permissionsBoundary),
    ...(user.tags.length > 0 && { Tags: user.tags }),
  };
}

export function groupDocument(on: IamState, group: Group): object {
  return {
    Path: group.path,
    GroupName: group.name,
    GroupId: group.id,
    Arn: iamArn(on, 'group', group),
    CreateDate: new Date(group.createdMs),
  };
}

export function policyDocument(on: IamState, policy: ManagedPolicy): object {
  const arn = iamArn(on, 'policy', policy);
  const all = [...on.roles.all(), ...on.users.all(), ...on.groups.all()];
  const boundaries = [...on.roles.all(), ...on.users.all()];
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: all.filter(({ attached }) => attached.includes(arn)).length,
    PermissionsBoundaryUsageCount: boundaries.filter((it) => it.permissionsBoundary === arn).length,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: new Date(policy.createdMs),
    UpdateDate: new Date(policy.updatedMs),
    ...(policy.tags.length > 0 && { Tags: policy.tags }),
  };
}

export function versionDocument({ defaultVersionId }: ManagedPolicy, version: PolicyVersion, withText: boolean): object {
  return {
    ...(withText && { Document: encoded(version.document) }),
    VersionId: version.id,
    IsDefaultVersion: version.id === defaultVersionId,
    CreateDate: new Date(version.createdMs),
  };
}

export function accessKeyDocument(userName: string, key: AccessKey): object {
  return { UserName: userName, AccessKeyId: key.id, Status: key.status, CreateDate: new Date(key.createdMs) };
}

export function encoded(document: string): string {
  return encodeURIComponent(document).replaceAll(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
}

function boundaryOf(arn: string | undefined): object {
  return arn === undefined ? {} : { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn } };
}
