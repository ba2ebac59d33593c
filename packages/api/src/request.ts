import { bytesOf, jsonOf, textOf } from './body.ts';
import type { AnyEvent, LambdaContext } from './events.ts';
import { headerOf } from './headers.ts';
import { decode, partsOf } from './router.ts';

interface RouteFacts {
  readonly key: string;
  readonly path: string;
  readonly maximumBodyBytes: number;
}

/**
 * One view of a request, whichever service sent it. All of it is read from the event when asked for, and never before:
 * a handler pays for what it uses.
 */
export class ApiRequest {
  /** The event as Lambda got it. Never changed. */
  declare readonly event: AnyEvent;
  declare readonly context: LambdaContext | undefined;
  declare readonly method: string;
  /** The path without stage and base path, percent-encoded. */
  declare readonly path: string;
  /** The route's key, `GET /users/{id}`. */
  declare readonly route: string;
  /** The id the gateway gave this request; the client sees it in `x-amzn-requestid`. */
  declare readonly requestId: string;
  declare readonly maximumBodyBytes: number;
  declare params: unknown;
  declare user: unknown;
  /** All headers, names in lower case; a repeated one is joined with commas, as RFC 9110 reads it. */
  declare headers: unknown;
  /** Query parameters, decoded; of a repeated one the last value, as API Gateway has it. */
  declare query: unknown;
  /** The validated body; without a schema, the parsed JSON. @throws ApiError 400, 413, 415 */
  declare body: unknown;
  /** One header, whatever the case of its name. */
  declare readonly header: (name: string) => string | undefined;
  /** Query parameters with all their values, in order. */
  declare readonly searchParams: URLSearchParams;
  /** The body as text, base64 undone; empty when there is none. @throws ApiError 400 when it is not UTF-8, 413 */
  declare readonly text: () => string;
  /** The body as bytes. @throws ApiError 413 */
  declare readonly bytes: () => Uint8Array;

  constructor(
    event: AnyEvent,
    context: LambdaContext | undefined,
    method: string,
    path: string,
    requestId: string,
    { key, maximumBodyBytes, path: template }: RouteFacts,
    parts: readonly string[],
  ) {
    const params: Record<string, string> = {};
    for (const [index, part] of partsOf(template).entries()) {
      if (part[0] === '{') {
        const isGreedy = part.at(-2) === '+';
        params[part.slice(1, isGreedy ? -2 : -1)] = decode(parts.slice(index, isGreedy ? undefined : index + 1).join('/'));
      }
    }
    Object.assign(this, { event, context, method, path, requestId, route: key, maximumBodyBytes, params });
  }
}

/** What is read when first asked for, unless validation has put its own result in place by then. */
const parts: Readonly<Record<string, (request: ApiRequest) => unknown>> = {
  headers: ({ event, header }) =>
    record(Object.keys(event.multiValueHeaders ?? event.headers ?? {}).map((it) => [it.toLowerCase(), header(it)])),
  query: ({ searchParams }) => record(searchParams),
  body: jsonOf,
  header: (request) => (name: string) => headerOf(request.event, name.toLowerCase()),
  // HTTP APIs join repeated values with commas, which can not be undone: there the text is read.
  searchParams: ({ event: { rawQueryString, multiValueQueryStringParameters, queryStringParameters } }) =>
    new URLSearchParams(
      rawQueryString ??
        Object.entries(multiValueQueryStringParameters ?? queryStringParameters ?? {}).flatMap(([name, values]) =>
          [values ?? ''].flat().map((it): [string, string] => [name, it]),
        ),
    ),
  text: (request) => () => textOf(request),
  bytes: (request) => () => bytesOf(request),
};

for (const name in parts) {
  const slot = Symbol();
  Object.defineProperty(ApiRequest.prototype, name, {
    get() {
      if (!(slot in this)) this[slot] = parts[name]?.(this);
      return this[slot];
    },
    set(value) {
      this[slot] = value;
    },
  });
}

/** A plain map of what clients named: without prototype, so that no name finds what is not theirs. */
function record(entries: Iterable<readonly [string, unknown]>): unknown {
  return { __proto__: null, ...Object.fromEntries(entries) };
}
