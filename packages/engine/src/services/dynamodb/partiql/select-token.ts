import { createHash } from 'node:crypto';
import { validationError } from '../../../protocol/shape.ts';
import type { SelectCursor } from './run-select.ts';

/** NextToken: where a SELECT goes on, and of which SELECT. */
export function encodeToken(cursor: SelectCursor, statement: string, parameters: unknown): string {
  return Buffer.from(JSON.stringify({ ...cursor, of: digest(statement, parameters) })).toString('base64');
}

/** @throws ServiceError ValidationException when it is no token, or another statement's */
export function decodeToken(token: string, statement: string, parameters: unknown): SelectCursor {
  const decoded = parse(token);
  if (!decoded) throw validationError('Given NextToken is invalid');
  if (decoded.of !== digest(statement, parameters)) throw validationError('NextToken does not match request');
  return decoded;
}

function parse(token: string): (SelectCursor & { readonly of: string }) | undefined {
  try {
    // What `encodeToken` made; of anything else the digest is another.
    const decoded: unknown = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    return isCursor(decoded) ? decoded : undefined;
  } catch {
    return undefined;
  }
}

function isCursor(value: unknown): value is SelectCursor & { readonly of: string } {
  return typeof value === 'object' && value !== null && 'of' in value && 'partition' in value && 'after' in value;
}

function digest(statement: string, parameters: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([statement, parameters ?? []]))
    .digest('base64');
}
