import type { TokenBucketState } from '../token-bucket.ts';
import type { AuthorizerOutput } from './authorizers/authorizer-output.ts';
import { ResponseCache } from './response-cache.ts';

/** What a gateway remembers from one request to the next, whatever is deployed meanwhile. */
export interface RestMemory {
  readonly buckets: Map<string, TokenBucketState>;
  readonly quotas: Map<string, QuotaState>;
  readonly authorizerResults: Map<string, CachedAuthorizerResult>;
  readonly cache: ResponseCache;
  /** The second a request came in last, in Common Log Format. */
  logTime: { readonly second: number; readonly text: string };
}

export interface QuotaState {
  readonly windowStartMs: number;
  used: number;
  /** The plan's period and offset that it was computed for. */
  rule: string;
  /** The hour, since 1970, in which the window was computed. */
  hour: number;
}

export interface CachedAuthorizerResult {
  readonly expiresAtMs: number;
  readonly output: AuthorizerOutput;
}

export function createRestMemory(): RestMemory {
  return {
    buckets: new Map(),
    quotas: new Map(),
    authorizerResults: new Map(),
    cache: new ResponseCache(),
    logTime: { second: -1, text: '' },
  };
}
