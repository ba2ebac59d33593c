import type { Step } from '../../step.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';
/** Makes the integration's request of the client's. */
export declare const mapIntegrationRequest: Step<RestExchange, RestRoute>;
