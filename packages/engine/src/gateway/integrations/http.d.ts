import { type MappedParameters } from '../rest/request-parameters.ts';
import type { RestExchange } from '../rest/rest-exchange.ts';
import type { RestIntegration } from './integration.ts';
/** HTTP: a backend that gets what is mapped, and nothing else of the client. @source localstack's recordings of HTTP integrations */
export declare const http: RestIntegration;
/** The two headers by which a backend knows API Gateway. */
export declare function gatewayHeaders(exchange: RestExchange): readonly [string, {
    name: string;
    values: string[];
}][];
/**
 * The URI with its path parameters and stage variables filled in. Its own query comes first, then the client's, then what is mapped.
 * @source localstack's recordings of HTTP_PROXY integrations
 */
export declare function endpointOf(exchange: RestExchange, { path, query }: MappedParameters, clientQuery: Iterable<readonly [string, readonly string[]]>): string;
