import { contentOf, jsonOf, textOf } from './body.ts';
import type { AnyEvent, LambdaContext } from './events.ts';
import { headerOf } from './headers.ts';
import { decode } from './router.ts';

/** What a request knows of its route. */
export interface RouteFacts {
  readonly key: string;
  readonly guards: { readonly maximumBodyBytes?: number };
  /** The name of its parameter, by segment of its path; empty for a literal. */
  readonly params: readonly string[];
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
  declare path: string;
  /** The id the gateway gave this request; the client sees it in `x-amzn-requestid`. */
  declare readonly requestId: string;
  /** The route's key, `GET /users/{id}`; undefined when none matches. */
  declare route: string | undefined;
  declare maximumBodyBytes: number | undefined;
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

  constructor(event: AnyEvent, context: LambdaContext | undefined) {
    this.event = event;
    this.context = context;
    this.method = event.httpMethod ?? event.requestContext?.http?.method ?? '';
    // The gateway's id; a load balancer has none, so there it is Lambda's.
    this.requestId = event.requestContext?.requestId ?? context?.awsRequestId ?? '';
    this.path = '';
  }

  /** Says which route is asked, and reads the path's parameters. */
  locate({ guards, key, params: names }: RouteFacts, parts: readonly string[]): void {
    this.route = key;
    this.maximumBodyBytes = guards.maximumBodyBytes;
    const params: Record<string, string> = {};
    names.forEach((name, index) => {
      // Where there are more segments than names, the last is greedy.
      const isLast = index + 1 === names.length && parts.length > names.length;
      if (name) params[name] = decode(isLast ? parts.slice(index).join('/') : `${parts[index]}`);
    });
    this.params = params;
  }
}

/** What is read when first asked for, unless validation has put its own result in place by then. */
const parts: Readonly<Record<string, (request: ApiRequest) => unknown>> = {
  headers: ({ event, header }) =>
    record(Object.keys({ ...event.headers, ...event.multiValueHeaders }).map((it) => [it.toLowerCase(), header(it)])),
  query: ({ searchParams }) => record(searchParams),
  body: jsonOf,
  searchParams: searchParamsOf,
  // Functions of their own, so that a handler may take them out of its request.
  header: (request) => (name: string) => headerOf(request.event, name.toLowerCase()),
  text: (request) => () => textOf(request),
  bytes: (request) => () => Buffer.from(contentOf(request)),
};

for (const [name, read] of Object.entries(parts)) {
  const slot = Symbol();
  Object.defineProperty(ApiRequest.prototype, name, {
    get() {
      // Not `??=`: undefined is what an empty body is.
      if (!(slot in this)) this[slot] = read(this);
      return this[slot];
    },
    set(value) {
      this[slot] = value;
    },
  });
}

/**
 * HTTP APIs join repeated values with commas, which can not be undone: there the text is read. A load balancer alone does not decode
 * what it passes on.
 */
function searchParamsOf({ event }: ApiRequest): URLSearchParams {
  const { rawQueryString, multiValueQueryStringParameters, queryStringParameters, requestContext } = event;
  const pairs = Object.entries(multiValueQueryStringParameters ?? queryStringParameters ?? {}).flatMap(([name, values]) =>
    [values ?? ''].flat().map((it): [string, string] => [name, it]),
  );
  return new URLSearchParams(rawQueryString ?? (requestContext?.elb ? pairs.map((it) => it.join('=')).join('&') : pairs));
}

/** A plain map of what clients named: without prototype, so that no name finds what is not theirs. */
function record(entries: Iterable<readonly [string, unknown]>): unknown {
  return { __proto__: null, ...Object.fromEntries(entries) };
}
