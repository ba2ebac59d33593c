import type { MappedHeader, RestExchange } from './rest-exchange.ts';
/** What an integration's RequestParameters make of a request. */
export interface MappedParameters {
    /** By lower-case name. */
    readonly headers: Map<string, MappedHeader>;
    readonly query: Map<string, readonly string[]>;
    readonly path: Map<string, string>;
}
/**
 * Maps the request's parameters. A mapping whose source is missing is dropped.
 * @throws GatewayError API_CONFIGURATION_ERROR for a header that may not be set
 * @source "API Gateway request and response data mapping reference"; localstack's recordings
 */
export declare function mapRequestParameters(exchange: RestExchange): MappedParameters;
/** Puts what a mapping template set in `$context.requestOverride` in the place of what was mapped. */
export declare function applyRequestOverrides(mapped: MappedParameters, { templateContext }: RestExchange): void;
/** An illegal mapping fails the call of every integration type, AWS_PROXY too. @source localstack's recordings */
export declare function refuseIllegalHeader(name: string, exchange: RestExchange): void;
