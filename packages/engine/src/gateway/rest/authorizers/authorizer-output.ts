import { evaluatePolicy, type PolicyDecision } from '../../policy/evaluate-policy.ts';
import { PolicyError } from '../../policy/policy-error.ts';
import type { RestExchange } from '../rest-exchange.ts';

/** What a Lambda authorizer answered, checked. */
export interface AuthorizerOutput {
  readonly principalId: string;
  readonly policyDocument: unknown;
  readonly context: { readonly [name: string]: string };
  readonly usageIdentifierKey: string | undefined;
}

/**
 * Reads an authorizer's answer. @throws PolicyError with what is wrong with it
 * @source "Output from an API Gateway Lambda authorizer"
 */
export function readAuthorizerOutput(payload: string): AuthorizerOutput {
  const output: unknown = JSON.parse(payload);
  if (!isObject(output)) throw new PolicyError('the answer is not an object');
  const { principalId, policyDocument, context = {}, usageIdentifierKey } = output;
  if (typeof principalId !== 'string' || principalId === '') throw new PolicyError('principalId is missing');
  if (!isObject(policyDocument)) throw new PolicyError('policyDocument is missing');
  if (!isObject(context)) throw new PolicyError('context is not an object');
  const texts: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(context)) {
    if (value === null) continue;
    if (typeof value === 'object')
      throw new PolicyError(`context.${name} is ${Array.isArray(value) ? 'a list' : 'an object'}: only text, numbers and booleans may be`);
    texts[name] = String(value);
  }
  return {
    principalId,
    policyDocument,
    context: texts,
    usageIdentifierKey: typeof usageIdentifierKey === 'string' ? usageIdentifierKey : undefined,
  };
}

/** What the policy says to this request. @throws PolicyError */
export function decide({ policyDocument }: AuthorizerOutput, exchange: RestExchange, methodArn: string): PolicyDecision {
  const { request, headers, world } = exchange;
  const seconds = Math.floor(world.now() / 1000);
  const context = new Map([
    ['aws:sourceip', request.sourceIp],
    ['aws:currenttime', new Date(seconds * 1000).toISOString()],
    ['aws:epochtime', String(seconds)],
    ['aws:securetransport', 'true'],
  ]);
  const userAgent = headers.last('user-agent');
  const referer = headers.last('referer');
  if (userAgent !== undefined) context.set('aws:useragent', userAgent);
  if (referer !== undefined) context.set('aws:referer', referer);
  return evaluatePolicy(policyDocument, { action: 'execute-api:Invoke', resource: methodArn, context });
}

function isObject(value: unknown): value is { readonly [member: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
