import type { RestExchange } from './rest-exchange.ts';
export interface IntegrationBody {
    readonly body: Buffer | string;
    /** True when a mapping template made it. */
    readonly isMapped: boolean;
}
/**
 * What a non-proxy integration gets as its body: the template of the request's content type run, or the body as it is, as far as the
 * passthrough behavior allows. @source "Integration passthrough behaviors"; localstack's recordings
 */
export declare function integrationBodyOf(exchange: RestExchange): IntegrationBody;
