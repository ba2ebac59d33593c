import type { GatewayAnswer } from '../gateway-request.ts';
/** Answers of integrations, by a key that says which requests they are for. */
export declare class ResponseCache {
    #private;
    /** The answer that is kept for `key`, without the headers that belong to one request. */
    get(key: string, nowMs: number): GatewayAnswer | undefined;
    put(key: string, { statusCode, headers, body }: GatewayAnswer, expiresAtMs: number): void;
    clear(): void;
}
