import { evaluatePolicy, type PolicyOutcome } from '../../../services/apigateway/policy/evaluate-policy.ts';
import type { PolicyStatement } from '../../../services/apigateway/policy/parse-policy.ts';
import type { PolicyPrincipal } from '../../../services/apigateway/policy/principals.ts';
import { conditionKeysOf } from '../../policy-condition-keys.ts';
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
      keys ??= conditionKeysOf(exchange.request, exchange.world, principal);
      return keys;
    },
  });
}
