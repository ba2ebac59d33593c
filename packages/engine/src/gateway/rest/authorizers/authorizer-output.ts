import { type PolicyStatement, parsePolicy } from '../../../services/apigateway/policy/parse-policy.ts';
import { PolicyError } from '../../../services/apigateway/policy/policy-error.ts';

/** What a Lambda authorizer answered, checked. */
export interface AuthorizerOutput {
  readonly principalId: string;
  readonly statements: readonly PolicyStatement[];
  readonly context: { readonly [name: string]: string };
  readonly usageIdentifierKey: string | undefined;
  /** As it was answered. */
  readonly policyDocument: object;
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
    statements: parsePolicy(policyDocument),
    policyDocument,
    context: texts,
    usageIdentifierKey: typeof usageIdentifierKey === 'string' ? usageIdentifierKey : undefined,
  };
}

function isObject(value: unknown): value is { readonly [member: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
