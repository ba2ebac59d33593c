import { type ErrorOptions, isApiError } from './errors.ts';
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
export type ErrorFormat = (error: ErrorBody) => Reply;

const unexpected = { statusCode: 500, code: 'INTERNAL_ERROR', message: 'Internal server error', details: undefined, headers: undefined };

/** Written piece by piece: JSON.stringify of the whole takes twice the time. */
const plain: ErrorFormat = ({ statusCode, code, message, details, requestId }) =>
  new Reply(
    statusCode,
    `{"error":${JSON.stringify(message)},"code":${JSON.stringify(code)},${details ? `"details":${JSON.stringify(details)},` : ''}"requestId":${JSON.stringify(requestId)}}`,
    'application/json',
  );

/** The answer to an error. Only an ApiError's own words go out: anything else may hold a secret, and becomes a plain 500. */
export function errorReply(error: unknown, requestId: string, format: ErrorFormat = plain): Reply {
  const { statusCode, code, message, details, headers } = isApiError(error) ? error : unexpected;
  const reply = format({ statusCode, code, message, details, requestId });
  Object.assign(reply.headers, headers);
  return reply;
}

/** Errors as RFC 9457, "Problem Details for HTTP APIs". */
export const problemJson: ErrorFormat = ({ statusCode, code, message, details, requestId }) =>
  new Reply(
    statusCode,
    JSON.stringify({ type: 'about:blank', title: message, status: statusCode, code, details, requestId }),
    'application/problem+json',
  );
