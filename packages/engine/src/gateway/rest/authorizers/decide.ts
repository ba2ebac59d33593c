import { evaluatePolicy, type PolicyDecision } from '../../policy/evaluate-policy.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { AuthorizerOutput } from './authorizer-output.ts';

/** What an authorizer's policy says to this request. @throws PolicyError */
export function decide({ policyDocument }: AuthorizerOutput, exchange: RestExchange, methodArn: string): PolicyDecision {
  return evaluatePolicy(policyDocument, { action: 'execute-api:Invoke', resource: methodArn, context: () => conditionKeysOf(exchange) });
}

function conditionKeysOf({ request, headers, world }: RestExchange): ReadonlyMap<string, string> {
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
  return keys;
}
