import type { RequestHeaders } from './request-headers.ts';
/** One request as the listener read it, whole. */
export interface GatewayRequest {
    readonly method: string;
    /** Path and query string as sent, percent-encoding and all. */
    readonly url: string;
    readonly headers: RequestHeaders;
    readonly body: Buffer;
    readonly sourceIp: string;
    /** The port of the listener, for `X-Forwarded-Port`. */
    readonly port: number;
    readonly requestId: string;
}
/** What the listener sends back. */
export interface GatewayAnswer {
    readonly statusCode: number;
    /** Names and values in turn, as they go on the wire. */
    readonly headers: string[];
    readonly body: Buffer | string;
}
/** The part of a URL before its query string. */
export declare function pathOf(url: string): string;
/** The query string of a URL without its `?`; `""` when there is none. */
export declare function queryOf(url: string): string;
