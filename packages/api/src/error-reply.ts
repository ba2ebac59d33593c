import { ApiError, isApiError } from './errors.ts';
import { Reply } from './reply.ts';

/** What a client may be told of an error. */
export type ErrorBody = Pick<ApiError, 'statusCode' | 'code' | 'message' | 'details'>;

/** How an error looks on the wire. */
export type ErrorFormat = (error: ErrorBody, requestId: string) => Reply;

const unexpected = new ApiError(500, undefined, { code: 'INTERNAL_ERROR' }, 'Internal server error');

const plain: ErrorFormat = ({ statusCode, code, message, details }, requestId) =>
  new Reply(statusCode, { error: message, code, details, requestId });

/** The answer to an error. Only an ApiError's own words go out: anything else may hold a secret, and becomes a plain 500. */
export function errorReply(thrown: unknown, requestId: string, format: ErrorFormat = plain): Reply {
  const error = isApiError(thrown) ? thrown : unexpected;
  const reply = format(error, requestId);
  Object.assign(reply.headers, error.headers);
  return reply;
}

/** Errors as RFC 9457, "Problem Details for HTTP APIs". */
export const problemJson: ErrorFormat = ({ statusCode, code, message, details }, requestId) =>
  new Reply(
    statusCode,
    JSON.stringify({ type: 'about:blank', title: message, status: statusCode, code, details, requestId }),
    'application/problem+json',
  );
