import { type GatewayResponseType } from '../services/apigateway/gateway-response-types.ts';
import type { Explanation } from '../trace/trace.ts';
export interface GatewayErrorDetails {
    /** Why, where and the cure, for the trace; the client never sees it. */
    readonly explanation: Explanation;
    /** Who refused, when it was not the gateway itself. */
    readonly layer?: string;
    /** A status that differs from the type's own: a malformed Lambda result is DEFAULT_5XX with 502. */
    readonly statusCode?: number;
    /** Detail for `$context.error.validationErrorString`. */
    readonly validationErrorString?: string;
}
/** The gateway refuses a request: AWS's gateway response type and wording. `null` is a message AWS leaves empty. */
export declare class GatewayError extends Error {
    readonly name = "GatewayError";
    readonly type: GatewayResponseType;
    readonly text: string | null;
    readonly explanation: Explanation;
    readonly layer: string;
    readonly statusCode: number;
    readonly errorType: string;
    readonly validationErrorString: string | undefined;
    constructor(type: GatewayResponseType, text: string | null, details: GatewayErrorDetails);
}
