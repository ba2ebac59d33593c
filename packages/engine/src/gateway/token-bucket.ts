import type { Throttle } from '../services/apigateway/rest-api.ts';

export interface TokenBucketState {
  tokens: number;
  filledAtMs: number;
}

/**
 * Takes a token from a bucket that holds `burstLimit` and gets `rateLimit` a second.
 * @returns false when there is none. Without a rate, or with a negative one, nothing is limited.
 * @source "Throttle requests to your REST APIs": the token bucket algorithm
 */
export function takeToken(buckets: Map<string, TokenBucketState>, id: string, { rateLimit, burstLimit }: Throttle, nowMs: number): boolean {
  if (rateLimit === undefined || rateLimit < 0) return true;
  const capacity = burstLimit ?? Math.ceil(rateLimit);
  const bucket = buckets.get(id) ?? { tokens: capacity, filledAtMs: nowMs };
  buckets.set(id, bucket);
  bucket.tokens = Math.min(capacity, bucket.tokens + (Math.max(0, nowMs - bucket.filledAtMs) / 1000) * rateLimit);
  bucket.filledAtMs = nowMs;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}
