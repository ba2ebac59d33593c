import type { Step } from '../../step.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';
/**
 * Checks required parameters, then the body against the model of its content type.
 * @source "Request validation for REST APIs in API Gateway"; localstack's recordings of request validators
 */
export declare const validateRequest: Step<RestExchange, RestRoute>;
