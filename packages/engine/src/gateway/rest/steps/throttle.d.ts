import type { Step } from '../../step.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';
/**
 * Limits the rate of the caller's key and of the method, then counts the call against the key's quota.
 * @source "Throttle requests to your REST APIs"; "Usage plans and API keys for REST APIs"
 */
export declare const throttle: Step<RestExchange, RestRoute>;
