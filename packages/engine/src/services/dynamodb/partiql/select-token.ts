import { createHash } from 'node:crypto';
import { isRecord, validationError } from '../../../protocol/shape.ts';
import { checkItem, readAttributeMap } from '../values/attribute-value.ts';
import type { SelectCursor } from './run-select.ts';

/** NextToken: where a SELECT goes on, and of which SELECT. */
export function encodeToken(cursor: SelectCursor, statement: string, parameters: unknown): string {
  return Buffer.from(JSON.stringify({ ...cursor, of: digest(statement, parameters) })).toString('base64');
}

/**
 * The cursor's item is as it came: `runSelect` checks it.
 * @throws ServiceError ValidationException when it is no token, or another statement's
 */
export function decodeToken(token: string, statement: string, parameters: unknown): SelectCursor {
  const { partition, after, of } = parse(token);
  if (typeof partition !== 'number' || of === undefined) throw validationError('Given NextToken is invalid');
  if (of !== digest(statement, parameters)) throw validationError('NextToken does not match request');
  return { partition, after: checkItem(readAttributeMap(after)) };
}

function parse(token: string): { readonly partition?: unknown; readonly after?: unknown; readonly of?: unknown } {
  try {
    const decoded: unknown = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    return isRecord(decoded) ? decoded : {};
  } catch {
    return {};
  }
}

function digest(statement: string, parameters: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([statement, parameters ?? []]))
    .digest('base64');
}
