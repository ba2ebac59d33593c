import { type ErrorBody, refusal } from './errors.ts';
import { Reply } from './reply.ts';

/** How an error looks on the wire. */
export type ErrorFormat = (error: ErrorBody, requestId: string) => Reply;

/** Only an ApiError's own words go out: anything else may hold a secret, and becomes this. */
export const unexpected: ErrorBody = refusal(500, 'Internal server error', { code: 'INTERNAL_ERROR' });

export const plainError: ErrorFormat = ({ statusCode, code, message, details }, requestId) =>
  new Reply(statusCode, { error: message, code, details, requestId });

/** Errors as RFC 9457, "Problem Details for HTTP APIs". */
export const problemJson: ErrorFormat = ({ statusCode, code, message, details }, requestId) =>
  new Reply(
    statusCode,
    JSON.stringify({ type: 'about:blank', title: message, status: statusCode, code, details, requestId }),
    'application/problem+json',
  );
