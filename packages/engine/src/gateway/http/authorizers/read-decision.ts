import { evaluatePolicy } from '../../../services/apigateway/policy/evaluate-policy.ts';
import { parsePolicy } from '../../../services/apigateway/policy/parse-policy.ts';
import { PolicyError } from '../../../services/apigateway/policy/policy-error.ts';
import type { Authorizer } from '../../../services/apigatewayv2/http-api.ts';
import { conditionKeysOf } from '../../policy-condition-keys.ts';
import type { HttpExchange } from '../http-exchange.ts';
import type { LambdaDecision } from '../http-memory.ts';

type Members = { readonly [member: string]: unknown };

/**
 * Reads what a Lambda authorizer answered: `{ isAuthorized, context }` where simple responses are enabled, else a policy.
 * @throws PolicyError with what is wrong with it
 * @source "Control access to HTTP APIs with AWS Lambda authorizers": authorizer Lambda function response format
 */
export function readDecision(payload: string, authorizer: Authorizer, exchange: HttpExchange): LambdaDecision {
  const answer: unknown = JSON.parse(payload);
  if (!isObject(answer)) throw new PolicyError('the answer is not an object');
  const { isAuthorized, principalId, policyDocument } = answer;
  const context = contextOf(answer.context, authorizer);
  if (authorizer.enableSimpleResponses) {
    if (typeof isAuthorized !== 'boolean') throw new PolicyError('isAuthorized is neither true nor false');
    return { allows: () => isAuthorized, result: { kind: 'lambda', context, principalId: undefined } };
  }
  if (typeof principalId !== 'string' || principalId === '') throw new PolicyError('principalId is missing');
  if (!isObject(policyDocument)) throw new PolicyError('policyDocument is missing');
  const statements = parsePolicy(policyDocument);
  const { request, world } = exchange;
  return {
    allows: (resource) =>
      evaluatePolicy(statements, {
        action: 'execute-api:Invoke',
        resource,
        principal: undefined,
        context: () => conditionKeysOf(request, world, undefined),
      }).decision === 'allow',
    result: { kind: 'lambda', context, principalId },
  };
}

/** Format 2.0 keeps values of every kind; format 1.0 has text alone, as REST APIs. */
function contextOf(context: unknown, { authorizerPayloadFormatVersion }: Authorizer): Members | null {
  if (context === undefined || context === null) return null;
  if (!isObject(context)) throw new PolicyError('context is not an object');
  if (authorizerPayloadFormatVersion === '2.0') return context;
  for (const [name, value] of Object.entries(context)) {
    if (typeof value === 'object' && value !== null)
      throw new PolicyError(
        `context.${name} is ${Array.isArray(value) ? 'a list' : 'an object'}: format 1.0 takes text, numbers and booleans`,
      );
  }
  return Object.fromEntries(
    Object.entries(context)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, String(value)]),
  );
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
