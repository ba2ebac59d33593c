import type { GatewayError } from '../gateway-error.ts';
import type { GatewayAnswer } from '../gateway-request.ts';
import type { RestRequest } from './rest-request.ts';
/**
 * Turns a refusal into the answer, shaped by the API's own gateway responses.
 * @source "Gateway responses for REST APIs in API Gateway"; localstack's recordings
 */
export declare function gatewayResponseFor(error: GatewayError, on: RestRequest): GatewayAnswer;
