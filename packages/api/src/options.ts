import type { Cors } from './cors.ts';
import type { ErrorFormat } from './error-reply.ts';
import type { LambdaContext } from './events.ts';
import type { Guards } from './route.ts';

/** Where errors that nobody expected are told; console, Powertools' Logger and logger() of `@gatewright/api/log` all fit. */
export interface Log {
  error(message: string, details: unknown): void;
  warn(message: string, details?: unknown): void;
}

/** What became of a request: for metrics and access logs. */
export interface Outcome {
  /** The route's key, `GET /users/{id}`; undefined when none matched. */
  readonly route: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly requestId: string;
  readonly statusCode: number;
  readonly durationMs: number;
  readonly error: unknown;
  readonly context: LambdaContext | undefined;
}

export interface ApiOptions extends Guards {
  /** Made by `cors()`. */
  readonly cors?: Cors;
  readonly log?: Log;
  /** Told of every answer, errors included. */
  readonly observe?: readonly ((outcome: Outcome) => void)[];
  /** In development and tests, whether a success with a top-level `error` fails rather than warns. Default: in tests only. */
  readonly strict?: boolean;
  /** How errors look; default `{ error, code, details, requestId }`. See `problemJson`. */
  readonly errorFormat?: ErrorFormat;
}
