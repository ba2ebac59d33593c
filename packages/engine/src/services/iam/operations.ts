import type { RpcOperation } from '../../protocol/rpc/rpc-service.ts';
import type { IamState } from './iam-state.ts';
import { accessKeys } from './operations/access-keys.ts';
import { groups } from './operations/groups.ts';
import { managedPolicies } from './operations/managed-policies.ts';
import { policyTags } from './operations/policy-tags.ts';
import { principalPolicies } from './operations/principal-policies.ts';
import { roles } from './operations/roles.ts';
import { users } from './operations/users.ts';
import { withoutValues } from './without-values.ts';

/**
 * What of IAM runs here, a file for each kind of entity: its operations are many, and one rule each. Anything else is refused by name.
 * What policies say is kept, and refuses nothing.
 */
export const operations: readonly RpcOperation<IamState>[] = [
  ...accessKeys,
  ...groups,
  ...managedPolicies,
  ...policyTags,
  ...principalPolicies,
  ...roles,
  ...users,
].map(withoutValues);
