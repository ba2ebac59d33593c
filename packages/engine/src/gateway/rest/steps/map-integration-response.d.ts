import type { Step } from '../../step.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';
/** Makes the client's answer of the integration's. */
export declare const mapIntegrationResponse: Step<RestExchange, RestRoute>;
