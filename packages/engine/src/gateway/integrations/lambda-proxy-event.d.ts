import type { RestExchange } from '../rest/rest-exchange.ts';
/** These never reach the function. @source localstack's recordings, Regional endpoint; "Amazon API Gateway important notes" */
export declare const headersNotForwarded: ReadonlySet<string>;
/**
 * The event of a REST API's Lambda proxy integration, as JSON. It is put together as text: this is the hottest path of all, and
 * each header stands in it twice.
 *
 * @source "Input format of a Lambda function for proxy integration in API Gateway"; localstack's recordings
 */
export declare function lambdaProxyEvent(exchange: RestExchange): string;
/** The event without its body, and without braces: what a REQUEST authorizer is told as well. */
export declare function requestMembersText(exchange: RestExchange): string;
