import type { RestExchange } from '../rest/rest-exchange.ts';
/**
 * Sends the integration's request over HTTP and sets what came back.
 * @throws GatewayError INTEGRATION_FAILURE when the backend cannot be reached, INTEGRATION_TIMEOUT, API_CONFIGURATION_ERROR for a URL that is none
 */
export declare function sendHttp(exchange: RestExchange): Promise<void>;
