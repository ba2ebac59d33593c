import type { PolicyPrincipal } from '../services/apigateway/policy/principals.ts';
import type { World } from '../world/world.ts';
import type { GatewayRequest } from './gateway-request.ts';

/**
 * The keys that a call from the internet has. Those of private endpoints, `aws:SourceVpc`, `aws:SourceVpce` and `aws:VpcSourceIp`, it has not.
 * @source "AWS condition keys that can be used in API Gateway resource policies"
 */
export function conditionKeysOf(
  { sourceIp, headers }: GatewayRequest,
  world: World,
  principal: PolicyPrincipal | undefined,
): ReadonlyMap<string, string> {
  const seconds = Math.floor(world.now() / 1000);
  const keys = new Map([
    ['aws:sourceip', sourceIp],
    ['aws:currenttime', new Date(seconds * 1000).toISOString()],
    ['aws:epochtime', String(seconds)],
    ['aws:securetransport', 'true'],
  ]);
  const userAgent = headers.last('user-agent');
  const referer = headers.last('referer');
  if (userAgent !== undefined) keys.set('aws:useragent', userAgent);
  if (referer !== undefined) keys.set('aws:referer', referer);
  if (principal) {
    keys.set('aws:principalarn', principal.roleArn ?? principal.arn);
    keys.set('aws:principalaccount', principal.accountId);
    keys.set('aws:principaltype', principal.roleArn === undefined ? 'User' : 'AssumedRole');
  }
  return keys;
}
