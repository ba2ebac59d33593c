import { bytesOf, jsonOf, textOf } from './body.ts';
import type { AnyEvent, LambdaContext } from './events.ts';
import { headerOf } from './headers.ts';
import { decode } from './router.ts';

interface RouteFacts {
  readonly key: string;
  readonly maximumBodyBytes: number;
  readonly parameterNames: readonly string[];
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
  #headers: unknown;
  #query: unknown;
  #body: { readonly value: unknown } | undefined;

  constructor(
    event: AnyEvent,
    context: LambdaContext | undefined,
    method: string,
    path: string,
    requestId: string,
    route: RouteFacts,
    values: readonly string[],
  ) {
    this.event = event;
    this.context = context;
    this.method = method;
    this.path = path;
    this.requestId = requestId;
    this.route = route.key;
    this.maximumBodyBytes = route.maximumBodyBytes;
    const params: Record<string, string> = {};
    for (let index = 0; index < values.length; index++) params[route.parameterNames[index] ?? ''] = decode(values[index] ?? '');
    this.params = params;
  }

  /** All headers, names in lower case; a repeated one is joined with commas, as RFC 9110 reads it. */
  get headers(): unknown {
    this.#headers ??= record(
      Object.keys(this.event.multiValueHeaders ?? this.event.headers ?? {}).map((it) => [it.toLowerCase(), this.header(it)]),
    );
    return this.#headers;
  }
  set headers(validated: unknown) {
    this.#headers = validated;
  }

  /** One header, whatever the case of its name. */
  get header(): (name: string) => string | undefined {
    return (name) => headerOf(this.event, name.toLowerCase());
  }

  /** Query parameters, decoded; of a repeated one the last value, as API Gateway has it. */
  get query(): unknown {
    this.#query ??= record(this.searchParams);
    return this.#query;
  }
  set query(validated: unknown) {
    this.#query = validated;
  }

  /** Query parameters with all their values, in order. */
  get searchParams(): URLSearchParams {
    const { rawQueryString, multiValueQueryStringParameters, queryStringParameters } = this.event;
    // HTTP APIs join repeated values with commas, which can not be undone: there the text is read.
    return new URLSearchParams(
      rawQueryString ??
        Object.entries(multiValueQueryStringParameters ?? queryStringParameters ?? {}).flatMap(([name, values]) =>
          [values ?? ''].flat().map((it): [string, string] => [name, it]),
        ),
    );
  }

  /** The validated body; without a schema, the parsed JSON. @throws ApiError 400, 413, 415 */
  get body(): unknown {
    return this.#body ? this.#body.value : jsonOf(this);
  }
  set body(value: unknown) {
    this.#body = { value };
  }

  /** The body as text, base64 undone; empty when there is none. @throws ApiError 400 when it is not UTF-8, 413 */
  get text(): () => string {
    return () => textOf(this);
  }

  /** The body as bytes. @throws ApiError 413 */
  get bytes(): () => Uint8Array {
    return () => bytesOf(this);
  }
}

/** A plain map of what clients named: without prototype, so that no name finds what is not theirs. */
function record<V>(entries: Iterable<readonly [string, V]>): Readonly<Record<string, V>> {
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}
