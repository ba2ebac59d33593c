import type { RestExchange } from '../rest/rest-exchange.ts';
/** One integration type: the three steps it takes part in. */
export interface RestIntegration {
    /** Sets `exchange.integrationRequest`. */
    mapRequest(exchange: RestExchange): Promise<void> | void;
    /** Sets `exchange.integrationResponse`. */
    call(exchange: RestExchange): Promise<void> | void;
    /** Sets `exchange.answer`. */
    mapResponse(exchange: RestExchange): Promise<void> | void;
}
