import type { Throttle } from '../../services/apigateway/rest-api.ts';

/** A throttle that counts for a route and a caller. */
export interface Limit extends Throttle {
  /** Which bucket it is. */
  readonly id: string;
  /** What it limits, in words: made when it refuses. */
  what(): string;
  readonly source: object;
}
