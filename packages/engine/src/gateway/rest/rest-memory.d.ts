import type { AuthorizerOutput } from './authorizers/authorizer-output.ts';
import { ResponseCache } from './response-cache.ts';
/** What a gateway remembers from one request to the next, whatever is deployed meanwhile. */
export interface RestMemory {
    readonly buckets: Map<string, TokenBucketState>;
    readonly quotas: Map<string, QuotaState>;
    readonly authorizerResults: Map<string, CachedAuthorizerResult>;
    readonly cache: ResponseCache;
    /** The second a request came in last, in Common Log Format. */
    logTime: {
        readonly second: number;
        readonly text: string;
    };
}
export interface TokenBucketState {
    tokens: number;
    filledAtMs: number;
}
export interface QuotaState {
    readonly windowStartMs: number;
    used: number;
}
export interface CachedAuthorizerResult {
    readonly expiresAtMs: number;
    readonly output: AuthorizerOutput;
}
export declare function createRestMemory(): RestMemory;
