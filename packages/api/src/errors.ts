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

const messages: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Payload too large',
  415: 'Unsupported media type',
  429: 'Too many requests',
  503: 'Service unavailable',
};

/**
 * An error meant for the client: thrown anywhere below a handler, it becomes the answer. Status, message, code and details are
 * sent; `cause` is not. It carries no stack trace: it is an answer, not a fault, and the trace would cost more than the request.
 */
export class ApiError extends Error {
  declare readonly statusCode: number;
  declare code: string;
  declare details: ErrorOptions['details'];
  declare readonly headers: ErrorOptions['headers'];

  constructor(statusCode: number, message?: string, options?: ErrorOptions) {
    const { stackTraceLimit } = Error;
    const phrase = messages[statusCode] ?? `HTTP ${statusCode}`;
    Error.stackTraceLimit = 0;
    super(message ?? phrase);
    Error.stackTraceLimit = stackTraceLimit;
    this.statusCode = statusCode;
    this.code = options?.code ?? phrase.toUpperCase().replaceAll(' ', '_');
    this.details = options?.details;
    this.headers = options?.headers;
    if (options?.cause) this.cause = options.cause;
  }
}

Object.assign(ApiError.prototype, { name: 'ApiError', [brand]: true });

/** True for an {@link ApiError} of any copy of this library. */
export function isApiError(error: unknown): error is ApiError {
  return Reflect.get(Object(error), brand) === true;
}

export class BadRequestError extends ApiError {
  constructor(message?: string, options?: ErrorOptions) {
    super(400, message, options);
  }
}

const invalid: ErrorOptions = { code: 'VALIDATION_FAILED' };

/** What the client sent does not fit; `details` says which fields. */
export class ValidationError extends ApiError {
  constructor(message = 'Validation failed', details?: readonly Detail[], options?: ErrorOptions) {
    super(400, message, options ? { ...invalid, ...options } : invalid);
    this.details = details ?? options?.details;
  }
}

/** Answers 401; `challenge` is the WWW-Authenticate header that RFC 9110 wants beside it. */
export class UnauthorizedError extends ApiError {
  constructor(message?: string, challenge = 'Bearer', options?: ErrorOptions) {
    super(401, message, { ...options, headers: { ...options?.headers, 'www-authenticate': challenge } });
  }
}

export class ForbiddenError extends ApiError {
  constructor(message?: string, options?: ErrorOptions) {
    super(403, message, options);
  }
}

/** `new NotFoundError('User')` says "User not found". */
export class NotFoundError extends ApiError {
  constructor(resource?: string, options?: ErrorOptions) {
    super(404, resource && `${resource} not found`, options);
  }
}

export class ConflictError extends ApiError {
  constructor(message?: string, options?: ErrorOptions) {
    super(409, message, options);
  }
}

export class TooManyRequestsError extends ApiError {
  constructor(message?: string, options?: ErrorOptions) {
    super(429, message, options);
  }
}

export class ServiceUnavailableError extends ApiError {
  constructor(message?: string, options?: ErrorOptions) {
    super(503, message, options);
  }
}
