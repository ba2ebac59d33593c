import type { Step } from '../../step.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';
/** Sends the integration's request and waits for the answer. */
export declare const callIntegration: Step<RestExchange, RestRoute>;
