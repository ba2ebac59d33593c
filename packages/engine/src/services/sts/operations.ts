import type { RpcOperation } from '../../protocol/rpc/rpc-service.ts';
import { assumeRole } from './operations/assume-role.ts';
import { assumeRoleWithWebIdentity } from './operations/assume-role-with-web-identity.ts';
import { getAccessKeyInfo } from './operations/get-access-key-info.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';
import { getFederationToken } from './operations/get-federation-token.ts';
import { getSessionToken } from './operations/get-session-token.ts';
import type { StsState } from './sts-state.ts';

/** What of STS runs here. To add one: a file in operations/, a line here. Anything else is refused by name. */
export const operations: readonly RpcOperation<StsState>[] = [
  assumeRole,
  assumeRoleWithWebIdentity,
  getAccessKeyInfo,
  getCallerIdentity,
  getFederationToken,
  getSessionToken,
];
