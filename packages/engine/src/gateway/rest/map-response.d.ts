import type { RestExchange } from './rest-exchange.ts';
/**
 * Turns the answer of a non-proxy integration into the client's: chooses the integration response, maps headers, runs the template.
 * @source "Integration responses"; "API Gateway request and response data mapping reference"; localstack's recordings
 */
export declare function mapResponse(exchange: RestExchange): void;
