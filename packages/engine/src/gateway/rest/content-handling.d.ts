import type { RestExchange } from './rest-exchange.ts';
/**
 * The body a non-proxy integration gets, by the type of the request and the integration's ContentHandling.
 * @source "Content type conversions in API Gateway"; localstack's recordings
 */
export declare function convertRequestBody(exchange: RestExchange): Buffer | string;
/**
 * The body the client gets, by the type of the integration's answer, what the client accepts, and ContentHandling.
 * @source "Content type conversions in API Gateway"; localstack's recordings
 */
export declare function convertResponseBody(body: Buffer | string, { contentType, contentHandling }: {
    readonly contentType: string | undefined;
    readonly contentHandling: string | undefined;
}, exchange: RestExchange): Buffer | string;
