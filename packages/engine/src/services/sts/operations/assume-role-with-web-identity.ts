import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { isRecord, required, string, structure } from '../../../protocol/shape.ts';
import { sensitiveString } from '../../../protocol/value-shapes.ts';
import { policy, roleArn, roleDurationSeconds, roleSessionName } from '../members.ts';
import type { StsState } from '../sts-state.ts';
import { takeRole } from '../take-role.ts';

const input = structure('com.amazonaws.sts.AssumeRoleWithWebIdentityRequest', {
  RoleArn: roleArn,
  RoleSessionName: roleSessionName,
  WebIdentityToken: required(sensitiveString({ min: 4, max: 20_000 })),
  ProviderId: string({ min: 4, max: 2048 }),
  Policy: policy,
  DurationSeconds: roleDurationSeconds,
});

/**
 * The token's claims are read and its time is checked; its signature is its issuer's, whose keys AWS would fetch, and is not.
 * @source "AssumeRoleWithWebIdentity", AWS Security Token Service API reference
 */
export const assumeRoleWithWebIdentity: RpcOperation<StsState> = rpcOperation(
  'AssumeRoleWithWebIdentity',
  input,
  async (on: StsState, request) => {
    const claims = claimsOf(request.WebIdentityToken);
    const now = Math.floor(on.world.now() / 1000);
    if (typeof claims.exp === 'number' && claims.exp <= now) {
      const message = `Token expired: current date/time ${now} must be before the expiration date/time ${claims.exp}`;
      throw new ServiceError('ExpiredTokenException', message);
    }
    const refusal = new ServiceError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
    const taken = await takeRole(on, request, refusal);
    const audience = Array.isArray(claims.aud) ? String(claims.aud[0]) : claims.aud;
    return {
      ...taken,
      SubjectFromWebIdentityToken: claims.sub === undefined ? undefined : String(claims.sub),
      Provider: request.ProviderId ?? (typeof claims.iss === 'string' ? claims.iss.replace(/^https:\/\//, '') : undefined),
      Audience: typeof audience === 'string' ? audience : undefined,
    };
  },
);

function claimsOf(token: string): { readonly [claim: string]: unknown } {
  const parts = token.split('.');
  try {
    const claims: unknown = parts.length === 3 ? JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8')) : undefined;
    if (isRecord(claims)) return claims;
  } catch {
    // What is no JSON is no token either.
  }
  throw new ServiceError(
    'InvalidIdentityToken',
    'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
  );
}
