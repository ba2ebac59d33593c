import type { Documents } from '../../store/documents.ts';
import { type Group, type IamState, noSuchEntity, type Principal, type Role, type User } from './iam-state.ts';

/** What operations on inline and attached policies need of roles, users and groups, whose rules are the same. */
export interface PrincipalKind<Entity extends Principal> {
  /** As the names of operations and members have it. */
  readonly word: 'Role' | 'User' | 'Group';
  documents(on: IamState): Documents<Entity>;
  /** With other policies. */
  with(entity: Entity, changes: Partial<Pick<Principal, 'inline' | 'attached'>>): Entity;
}

export const roleKind: PrincipalKind<Role> = {
  word: 'Role',
  documents: ({ roles }) => roles,
  with: (role, changes) => ({ ...role, ...changes }),
};

export const userKind: PrincipalKind<User> = {
  word: 'User',
  documents: ({ users }) => users,
  with: (user, changes) => ({ ...user, ...changes }),
};

export const groupKind: PrincipalKind<Group> = {
  word: 'Group',
  documents: ({ groups }) => groups,
  with: (group, changes) => ({ ...group, ...changes }),
};

/** @throws ServiceError NoSuchEntity */
export function find<Entity extends Principal>(kind: PrincipalKind<Entity>, on: IamState, name: string): Entity {
  const found = kind.documents(on).get(name);
  if (!found) throw noSuchEntity(`The ${kind.word.toLowerCase()} with name ${name} cannot be found.`);
  return found;
}
