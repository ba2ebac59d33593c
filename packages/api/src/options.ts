import type { Cors } from './cors.ts';
import type { ErrorFormat } from './error-reply.ts';
import type { ApiRequest } from './request.ts';
import type { Guards } from './route.ts';

/** Where errors that nobody expected are told; console, Powertools' Logger and logger() of `@gatewright/api/log` all fit. */
export interface Log {
  error(message: string, details: unknown): void;
  warn(message: string, details?: unknown): void;
}

/** What became of a request: for metrics and access logs. */
export interface Outcome {
  /** Its `route` is undefined when none matched; its `user` is who called, as the route's `auth` says. */
  readonly request: Pick<ApiRequest, 'event' | 'context' | 'method' | 'path' | 'requestId' | 'route' | 'user'>;
  readonly statusCode: number;
  readonly durationMs: number;
  /** What was thrown, or what the request was refused with; undefined when all went well. */
  readonly error: unknown;
}

export interface ApiOptions extends Guards {
  /** Made by `cors()`. */
  readonly cors?: Cors;
  readonly log?: Log;
  /** Told of every answer, errors included, and waited for: nothing of a function runs on after its answer. What they throw is logged. */
  readonly observe?: readonly ((outcome: Outcome) => void | Promise<void>)[];
  /** In development and tests, whether a success with a top-level `error` fails rather than warns. Default: in tests only. */
  readonly strict?: boolean;
  /** How errors look; default `{ error, code, details, requestId }`. See `problemJson`. */
  readonly errorFormat?: ErrorFormat;
}
