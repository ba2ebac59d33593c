import { type PolicyOutcome } from '../../../services/apigateway/policy/evaluate-policy.ts';
import type { PolicyStatement } from '../../../services/apigateway/policy/parse-policy.ts';
import type { PolicyPrincipal } from '../../../services/apigateway/policy/principals.ts';
import type { RestExchange } from '../rest-exchange.ts';
/** The ARN of what is called: with the path that was called, not the resource's template. */
export declare function methodArnOf({ stage, httpMethod, path }: RestExchange): string;
/** What a policy says to this request. @param principal who signed it; undefined is anonymous */
export declare function judgePolicy(statements: readonly PolicyStatement[], exchange: RestExchange, principal?: PolicyPrincipal): PolicyOutcome;
