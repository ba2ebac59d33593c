import { evaluatePolicy, type PolicyOutcome } from '../../../services/apigateway/policy/evaluate-policy.ts';
import type { PolicyStatement } from '../../../services/apigateway/policy/parse-policy.ts';
import type { PolicyPrincipal } from '../../../services/apigateway/policy/principals.ts';
import type { RestExchange } from '../rest-exchange.ts';

/** The ARN of what is called: with the path that was called, not the resource's template. */
export function methodArnOf({ stage, httpMethod, path }: RestExchange): string {
  return `${stage.api.executeApiArn}${stage.stage.stageName}/${httpMethod}${path}`;
}

/** What a policy says to this request. @param principal who signed it; undefined is anonymous */
export function judgePolicy(statements: readonly PolicyStatement[], exchange: RestExchange, principal?: PolicyPrincipal): PolicyOutcome {
  let keys: ReadonlyMap<string, string> | undefined;
  return evaluatePolicy(statements, {
    action: 'execute-api:Invoke',
    resource: methodArnOf(exchange),
    principal,
    context: () => {
      keys ??= conditionKeysOf(exchange, principal);
      return keys;
    },
  });
}

/**
 * The keys that a call from the internet has. Those of private endpoints, `aws:SourceVpc`, `aws:SourceVpce` and `aws:VpcSourceIp`, it has not.
 * @source "AWS condition keys that can be used in API Gateway resource policies"
 */
function conditionKeysOf({ request, headers, world }: RestExchange, principal: PolicyPrincipal | undefined): ReadonlyMap<string, string> {
  const seconds = Math.floor(world.now() / 1000);
  const keys = new Map([
    ['aws:sourceip', request.sourceIp],
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
