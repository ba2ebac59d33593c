import type { Step } from '../../step.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';
/** Asks the method's authorizer. A kind that is not enforced here refuses every caller: nobody passes a guard that is not there. */
export declare const authorize: Step<RestExchange, RestRoute>;
