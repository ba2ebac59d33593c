import type { RestExchange } from '../rest/rest-exchange.ts';
/**
 * Waits for an integration, no longer than its time, and notes how long it took.
 * @throws GatewayError INTEGRATION_TIMEOUT
 */
export declare function withinTime<Result>(work: Promise<Result>, exchange: RestExchange): Promise<Result>;
