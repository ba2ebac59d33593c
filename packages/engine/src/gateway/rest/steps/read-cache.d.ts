import type { Step } from '../../step.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';
/**
 * Answers from the stage's cache, when it has the answer: the integration is not called then.
 * @source "Cache settings for REST APIs in API Gateway"
 */
export declare const readCache: Step<RestExchange, RestRoute>;
/**
 * Seconds the answers of a method are kept; 0 when they are not. What is set for all methods counts for GET alone.
 * @source "Cache settings for REST APIs in API Gateway"
 */
export declare function cacheTtlSecondsOf({ stage, resource, method }: RestRoute): number;
/** Parameters that are not declared do not matter. */
export declare function cacheKeyOf(exchange: RestExchange): string;
