export type QueryParameters = ReadonlyMap<string, readonly string[]>;
/**
 * Splits and decodes a query string: `+` is a blank, `k` and `k=` are empty text, a broken `%` stays as it is.
 * API Gateway splits at `;` as well. @source "Amazon API Gateway important notes", API Gateway developer guide
 */
export declare function parseQueryString(query: string): QueryParameters;
