import type { Step } from '../../step.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';
/** Keeps the answer for the next request like this one. */
export declare const writeCache: Step<RestExchange, RestRoute>;
