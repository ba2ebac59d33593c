import type { PolicyOutcome } from '../../../services/apigateway/policy/evaluate-policy.ts';
import type { PolicyPrincipal } from '../../../services/apigateway/policy/principals.ts';
import { GatewayError } from '../../gateway-error.ts';
import type { RestExchange } from '../rest-exchange.ts';
/** What the API's resource policy says to a request; undefined without a policy. */
export declare function judgeResourcePolicy(exchange: RestExchange, principal?: PolicyPrincipal): PolicyOutcome | undefined;
/**
 * The refusal of a resource policy. AWS shows the last four digits of the account alone.
 * @source "Create and attach an API Gateway resource policy to an API", troubleshooting
 */
export declare function deniedByResourcePolicy(outcome: PolicyOutcome, exchange: RestExchange, principal?: PolicyPrincipal): GatewayError;
