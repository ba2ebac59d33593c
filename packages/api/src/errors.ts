/** Marks our errors, so that they are recognised when an app carries two copies of this library. */
const brand: symbol = Symbol.for('@gatewright/api/error');

/** One thing that is wrong with a request: where it is, as `address.street` in `body`, and what is wrong. Never the value. */
export interface Detail {
  readonly in?: 'body' | 'headers' | 'params' | 'query';
  readonly path: string;
  readonly message: string;
}

export interface ErrorOptions {
  /** A word that programs may test; the default goes with the status: `NOT_FOUND`. */
  readonly code?: string;
  readonly details?: readonly Detail[] | Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** What a client may be told of an error. */
export interface ErrorBody {
  readonly statusCode: number;
  readonly code: string;
  readonly message: string;
  readonly details?: ErrorOptions['details'] | undefined;
  readonly headers?: ErrorOptions['headers'] | undefined;
}

/**
 * An error meant for the client: thrown anywhere below a handler, it becomes the answer. Status, message, code and details are
 * sent; `cause` is not. It carries no stack trace: it is an answer, not a fault, and the trace would cost more than the request.
 */
export class ApiError extends Error implements ErrorBody {
  declare readonly statusCode: number;
  declare readonly code: string;
  declare readonly details: ErrorOptions['details'];
  declare readonly headers: ErrorOptions['headers'];

  /** `phrase` is what the status means, for want of a message and a code: "Not found", NOT_FOUND. */
  constructor(statusCode: number, message?: string, options?: ErrorOptions, phrase = `HTTP ${statusCode}`) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message ?? phrase, options);
    Error.stackTraceLimit = stackTraceLimit;
    Object.assign(this, refusal(statusCode, phrase, options, this.message));
  }

  override get name(): string {
    return 'ApiError';
  }

  /** The library's own refusals and the errors of another copy of it are ApiErrors too. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: of a subclass, that one is asked, and not ApiError.
    return this === ApiError ? isApiError(error) : super[Symbol.hasInstance](error);
  }
}

/** True for an {@link ApiError} of any copy of this library. */
export function isApiError(error: unknown): error is ApiError {
  return Object(error)[brand];
}

/**
 * A refusal that the library makes itself. It says what an {@link ApiError} does, and costs less: making one of those costs V8
 * more than all the rest of a request that no handler sees, and most APIs never do.
 *
 * @param phrase its message, and in capitals its code
 */
export function refusal(statusCode: number, phrase: string, more?: ErrorOptions, message: string = phrase): ErrorBody {
  return { [brand]: true, statusCode, message, code: phrase.toUpperCase().replaceAll(' ', '_'), ...more };
}

export class BadRequestError extends ApiError {
  constructor(message?: string, options?: ErrorOptions) {
    super(400, message, options, 'Bad request');
  }
}

/** What the client sent does not fit; `details` says which fields. */
export class ValidationError extends ApiError {
  constructor(message?: string, details?: readonly Detail[], options?: ErrorOptions) {
    super(400, message, { ...(details && { details }), ...options }, 'Validation failed');
  }
}

/** Answers 401; `challenge` is the WWW-Authenticate header that RFC 9110 wants beside it. */
export class UnauthorizedError extends ApiError {
  constructor(message?: string, challenge = 'Bearer', options?: ErrorOptions) {
    super(401, message, { ...options, headers: { ...options?.headers, 'www-authenticate': challenge } }, 'Unauthorized');
  }
}

export class ForbiddenError extends ApiError {
  constructor(message?: string, options?: ErrorOptions) {
    super(403, message, options, 'Forbidden');
  }
}

/** `new NotFoundError('User')` says "User not found". */
export class NotFoundError extends ApiError {
  constructor(resource?: string, options?: ErrorOptions) {
    super(404, resource && `${resource} not found`, options, 'Not found');
  }
}

export class ConflictError extends ApiError {
  constructor(message?: string, options?: ErrorOptions) {
    super(409, message, options, 'Conflict');
  }
}

export class TooManyRequestsError extends ApiError {
  constructor(message?: string, options?: ErrorOptions) {
    super(429, message, options, 'Too many requests');
  }
}

export class ServiceUnavailableError extends ApiError {
  constructor(message?: string, options?: ErrorOptions) {
    super(503, message, options, 'Service unavailable');
  }
}
