import type { GatewayAnswer } from '../gateway-request.ts';
import type { RestExchange } from '../rest/rest-exchange.ts';
/** What is wrong with a function's result, and how to mend it. */
export interface ResultFault {
    readonly message: string;
    readonly hint: string;
}
export interface ProxyResult {
    readonly statusCode: number;
    /** Names and values in turn, the list map's first. */
    readonly headers: string[];
    readonly body: string;
    readonly isBase64Encoded: boolean;
}
/**
 * Reads what a function returned. Anything but AWS's shape is a fault, as AWS answers 502 to it.
 * @source "Output format of a Lambda function for proxy integration"; localstack's recordings of response formats
 */
export declare function readProxyResult(payload: string): ProxyResult | ResultFault;
export declare function isFault(result: ProxyResult | ResultFault): result is ResultFault;
/** The client's answer to a sound result. Undefined when the body should be base64 and is not: AWS answers 500. */
export declare function answerOfProxyResult(result: ProxyResult, exchange: RestExchange): GatewayAnswer | undefined;
