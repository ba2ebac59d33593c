import type { TokenBucketState } from '../token-bucket.ts';
import type { AuthorizerOutput } from './authorizers/authorizer-output.ts';

/** What a gateway remembers from one request to the next, whatever is deployed meanwhile. */
export interface RestMemory {
  readonly buckets: Map<string, TokenBucketState>;
  readonly authorizerResults: Map<string, CachedAuthorizerResult>;
  /** The second a request came in last, in Common Log Format. */
  logTime: { readonly second: number; readonly text: string };
}

export interface CachedAuthorizerResult {
  readonly expiresAtMs: number;
  readonly output: AuthorizerOutput;
}

export function createRestMemory(): RestMemory {
  return {
    buckets: new Map(),
    authorizerResults: new Map(),
    logTime: { second: -1, text: '' },
  };
}
