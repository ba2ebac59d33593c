import type { Authorizer } from '../../../services/apigateway/rest-api.ts';
import type { AuthorizerResult, RestExchange } from '../rest-exchange.ts';
/**
 * Lets a Lambda authorizer decide on a request.
 *
 * @returns what the integration is told of the caller
 * @throws GatewayError UNAUTHORIZED, ACCESS_DENIED, AUTHORIZER_FAILURE, AUTHORIZER_CONFIGURATION_ERROR
 * @source "Use API Gateway Lambda authorizers"
 */
export declare function authorizeByLambda(exchange: RestExchange, authorizer: Authorizer): Promise<AuthorizerResult>;
