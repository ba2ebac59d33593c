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
  constructor(statusCode: number, message?: string, { code, details, headers, cause }: ErrorOptions = {}, phrase = `HTTP ${statusCode}`) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message ?? phrase, cause === undefined ? cause : { cause });
    Error.stackTraceLimit = stackTraceLimit;
    this.statusCode = statusCode;
    this.code = code ?? phrase.toUpperCase().replaceAll(' ', '_');
    this.details = details;
    this.headers = headers;
  }
}

Object.assign(ApiError.prototype, { name: 'ApiError', [brand]: true });

/** True for an {@link ApiError} of any copy of this library. */
export function isApiError(error: unknown): error is ApiError {
  return Object(error)[brand];
}

/**
 * A refusal that the library makes itself, of a request that no handler sees: handed on, not thrown, and no Error, since making
 * one and throwing it costs V8 more than all the rest of such a request.
 */
export function refusal(
  statusCode: number,
  code: string,
  message: string,
  details?: ErrorOptions['details'],
  headers?: ErrorOptions['headers'],
): ErrorBody {
  return { [brand]: true, statusCode, code, message, details, headers };
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
