import { unescape as percentDecode } from 'node:querystring';

export type QueryParameters = ReadonlyMap<string, readonly string[]>;

const none: QueryParameters = new Map();

/**
 * Splits and decodes a query string: `+` is a blank, `k` and `k=` are empty text, a broken `%` stays as it is.
 *
 * @param separator REST APIs split at `;` as well. @source "Amazon API Gateway important notes", API Gateway developer guide
 */
export function parseQueryString(query: string, separator: string | RegExp = /[&;]/): QueryParameters {
  if (query === '') return none;
  const parameters = new Map<string, string[]>();
  for (const part of query.split(separator)) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    const value = equals < 0 ? '' : decode(part.slice(equals + 1));
    const values = parameters.get(name);
    if (values) values.push(value);
    else parameters.set(name, [value]);
  }
  return parameters;
}

function decode(text: string): string {
  return decodePercent(text.includes('+') ? text.replaceAll('+', ' ') : text);
}

/** Text of a URL without its percent-encoding; a broken `%` stays as it is. */
export function decodePercent(text: string): string {
  return text.includes('%') ? percentDecode(text) : text;
}
