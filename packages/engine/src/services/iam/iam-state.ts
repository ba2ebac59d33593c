import { randomInt } from 'node:crypto';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Documents } from '../../store/documents.ts';
import type { Seal } from '../../store/seal.ts';
import type { World } from '../../world/world.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** What roles, users and groups have alike. */
export interface Principal {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly createdMs: number;
  /** Inline policies: their documents by name. */
  readonly inline: { readonly [policyName: string]: string };
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
}

export interface Role extends Principal {
  readonly trustPolicy: string;
  readonly description?: string | undefined;
  readonly maxSessionSeconds: number;
  readonly permissionsBoundary?: string | undefined;
  readonly tags: readonly Tag[];
}

export interface AccessKey {
  readonly id: string;
  readonly sealedSecret: string;
  readonly status: string;
  readonly createdMs: number;
}

export interface User extends Principal {
  readonly permissionsBoundary?: string | undefined;
  readonly tags: readonly Tag[];
  readonly groups: readonly string[];
  readonly keys: readonly AccessKey[];
}

export type Group = Principal;

export interface PolicyVersion {
  readonly id: string;
  readonly document: string;
  readonly createdMs: number;
}

export interface ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly description?: string | undefined;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly versions: readonly PolicyVersion[];
  readonly defaultVersionId: string;
  /** How many versions there have been. */
  readonly versionCount: number;
  readonly tags: readonly Tag[];
}

/** What every operation works on. Policies are found by ARN, all else by name. */
export interface IamState {
  readonly world: World;
  readonly seal: Seal;
  readonly roles: Documents<Role>;
  readonly users: Documents<User>;
  readonly groups: Documents<Group>;
  readonly policies: Documents<ManagedPolicy>;
  /** Who calls, by access key: operations on users without a name are about the caller. */
  callerName(accessKeyId: string | undefined): string;
}

const idLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** AWS's unique id: `AROA` for roles, `AIDA` users, `AGPA` groups, `ANPA` policies, `AKIA` access keys. */
export function uniqueId(prefix: string, length = 17): string {
  return prefix + Array.from({ length }, () => idLetters[randomInt(idLetters.length)]).join('');
}

export function iamArn({ world }: IamState, kind: string, { path, name }: { readonly path: string; readonly name: string }): string {
  return `arn:${world.partition}:iam::${world.accountId}:${kind}${path}${name}`;
}

export function noSuchEntity(message: string): ServiceError {
  return new ServiceError('NoSuchEntity', message, 404);
}

export function alreadyExists(message: string): ServiceError {
  return new ServiceError('EntityAlreadyExists', message, 409);
}

export function deleteConflict(message: string): ServiceError {
  return new ServiceError('DeleteConflict', message, 409);
}
