import type { Throttle } from '../../services/apigateway/rest-api.ts';
import type { TokenBucketState } from './rest-memory.ts';
/**
 * Takes a token from a bucket that holds `burstLimit` and gets `rateLimit` a second.
 * @returns false when there is none. Without a rate, or with a negative one, nothing is limited.
 * @source "Throttle requests to your REST APIs": the token bucket algorithm
 */
export declare function takeToken(buckets: Map<string, TokenBucketState>, id: string, { rateLimit, burstLimit }: Throttle, nowMs: number): boolean;
