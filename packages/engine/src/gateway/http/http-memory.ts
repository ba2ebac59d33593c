import type { TokenBucketState } from '../token-bucket.ts';
import type { HttpAuthorizerResult } from './http-authorizer-result.ts';

/** What the gateway of HTTP APIs remembers from one request to the next, whatever is deployed meanwhile. */
export interface HttpMemory {
  readonly buckets: Map<string, TokenBucketState>;
  readonly authorizerResults: Map<string, CachedDecision>;
  /** The second a request came in last, in Common Log Format. */
  logTime: { readonly second: number; readonly text: string };
}

/** What a Lambda authorizer said of an identity. */
export interface CachedDecision {
  readonly expiresAtMs: number;
  readonly decision: LambdaDecision;
}

export interface LambdaDecision {
  /** Whether the route with this ARN may be called. */
  allows(routeArn: string): boolean;
  readonly result: HttpAuthorizerResult;
}

export function createHttpMemory(): HttpMemory {
  return { buckets: new Map(), authorizerResults: new Map(), logTime: { second: -1, text: '' } };
}
