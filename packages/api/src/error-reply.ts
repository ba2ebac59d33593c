import { ApiError, type ErrorOptions, isApiError } from './errors.ts';
import { Reply } from './reply.ts';

/** What a client is told of an error. */
export interface ErrorBody {
  readonly statusCode: number;
  readonly code: string;
  readonly message: string;
  readonly details: ErrorOptions['details'];
  readonly requestId: string;
}

/** How an error looks on the wire. */
export type ErrorFormat = (error: ErrorBody) => { readonly contentType: string; readonly body: unknown };

/** Errors as RFC 9457 "Problem Details for HTTP APIs". */
export const problemJson: ErrorFormat = ({ statusCode, code, message, details, requestId }) => ({
  contentType: 'application/problem+json',
  body: { type: 'about:blank', title: message, status: statusCode, code, details, requestId },
});

const unexpected = { statusCode: 500, code: 'INTERNAL_ERROR', message: 'Internal server error', details: undefined, headers: undefined };

/** The answer to an error. Only an ApiError's own words go out: anything else may hold a secret, and becomes a plain 500. */
export function errorReply(error: unknown, requestId: string, format: ErrorFormat | undefined): Reply {
  const { statusCode, code, message, details, headers } = isApiError(error) ? error : unexpected;
  const formatted = format?.({ statusCode, code, message, details, requestId });
  const reply = new Reply(
    statusCode,
    JSON.stringify(formatted ? formatted.body : { error: message, code, details, requestId }),
    formatted?.contentType ?? 'application/json',
  );
  Object.assign(reply.headers, headers);
  return reply;
}

/** 404, or 405 with the methods there are. */
export function unmatchedReply(allow: string, requestId: string, format: ErrorFormat | undefined): Reply {
  const reply = errorReply(allow ? methodNotAllowed : notFound, requestId, format);
  return allow ? reply.header('allow', allow) : reply;
}

const notFound = new ApiError(404, 'Not found');
const methodNotAllowed = new ApiError(405, 'Method not allowed');
