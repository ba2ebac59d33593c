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

const codes: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'UNPROCESSABLE_CONTENT',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_ERROR',
  503: 'SERVICE_UNAVAILABLE',
};

/**
 * An error meant for the client: thrown anywhere below a handler, it becomes the answer. Status, message, code and details are
 * sent; `cause` is not. It carries no stack trace: it is an answer, not a fault, and the trace would cost more than the request.
 */
export class ApiError extends Error {
  readonly statusCode: number;
  readonly code: string;
  readonly details: ErrorOptions['details'];
  readonly headers: ErrorOptions['headers'];

  constructor(statusCode: number, message: string, options: ErrorOptions = {}) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message, options);
    Error.stackTraceLimit = stackTraceLimit;
    this.statusCode = statusCode;
    this.code = options.code ?? codes[statusCode] ?? `HTTP_${statusCode}`;
    this.details = options.details;
    this.headers = options.headers;
  }

  override get name(): string {
    return this.constructor.name;
  }
}

Object.defineProperty(ApiError.prototype, brand, { value: true });

/** True for an {@link ApiError} of any copy of this library. */
export function isApiError(error: unknown): error is ApiError {
  return typeof error === 'object' && error !== null && Reflect.get(error, brand) === true;
}

export class BadRequestError extends ApiError {
  constructor(message = 'Bad request', options?: ErrorOptions) {
    super(400, message, options);
  }
}

/** What the client sent does not fit; `details` says which fields. */
export class ValidationError extends ApiError {
  constructor(message = 'Validation failed', details?: readonly Detail[], options?: ErrorOptions) {
    super(400, message, { code: 'VALIDATION_FAILED', ...options, ...(details && { details }) });
  }
}

/** Answers 401; `challenge` is the WWW-Authenticate header that RFC 9110 wants beside it. */
export class UnauthorizedError extends ApiError {
  constructor(message = 'Unauthorized', challenge = 'Bearer', options?: ErrorOptions) {
    super(401, message, { ...options, headers: { ...options?.headers, 'www-authenticate': challenge } });
  }
}

export class ForbiddenError extends ApiError {
  constructor(message = 'Forbidden', options?: ErrorOptions) {
    super(403, message, options);
  }
}

/** `new NotFoundError('User')` says "User not found". */
export class NotFoundError extends ApiError {
  constructor(resource?: string, options?: ErrorOptions) {
    super(404, resource ? `${resource} not found` : 'Not found', options);
  }
}

export class ConflictError extends ApiError {
  constructor(message = 'Conflict', options?: ErrorOptions) {
    super(409, message, options);
  }
}

export class TooManyRequestsError extends ApiError {
  constructor(message = 'Too many requests', options?: ErrorOptions) {
    super(429, message, options);
  }
}

export class ServiceUnavailableError extends ApiError {
  constructor(message = 'Service unavailable', options?: ErrorOptions) {
    super(503, message, options);
  }
}
