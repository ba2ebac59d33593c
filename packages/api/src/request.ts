import { type BodySource, bytesOf, jsonOf, textOf } from './body.ts';
import { type ApiEvent, type EventMap, isHttpEvent, type LambdaContext, type MultiValueMap } from './events.ts';
import type { Location } from './locate.ts';
import { decode } from './router.ts';

interface RouteFacts {
  readonly key: string;
  readonly maximumBodyBytes: number;
}

type TextMap = Readonly<Record<string, string>>;

/**
 * One view of a request, whichever service sent it. All of it is read from the event when asked for, and never before:
 * a handler pays for what it uses.
 */
export class ApiRequest implements BodySource {
  /** The event as Lambda got it. Never changed. */
  readonly event: ApiEvent;
  readonly context: LambdaContext | undefined;
  readonly method: string;
  /** The path without stage and base path, still percent-encoded where the event has it so. */
  readonly path: string;
  /** The route's key, `GET /users/{id}`. */
  readonly route: string;
  readonly maximumBodyBytes: number;
  params: unknown;
  user: unknown;
  #headers: unknown;
  #query: unknown;
  #multiValueQuery: Readonly<Record<string, readonly string[]>> | undefined;
  #body: unknown;
  #hasBody = false;

  constructor(event: ApiEvent, context: LambdaContext | undefined, { method, path }: Location, route: RouteFacts, params: unknown) {
    this.event = event;
    this.context = context;
    this.method = method;
    this.path = path;
    this.route = route.key;
    this.maximumBodyBytes = route.maximumBodyBytes;
    this.params = params;
  }

  /** The id the gateway gave this request; the client sees it in `x-amzn-requestid`. */
  get requestId(): string {
    return requestIdOf(this.event, this.context);
  }

  /** All headers, names in lower case; a repeated one is joined with commas, as RFC 9110 reads it. */
  get headers(): unknown {
    this.#headers ??= headersOf(this.event);
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
    if (this.#query) return this.#query;
    const query: Record<string, string> = Object.create(null);
    for (const [name, values] of Object.entries(this.multiValueQuery)) query[name] = values[values.length - 1] ?? '';
    this.#query = query;
    return query;
  }
  set query(validated: unknown) {
    this.#query = validated;
  }

  /** Query parameters with all their values, in order. */
  get multiValueQuery(): Readonly<Record<string, readonly string[]>> {
    this.#multiValueQuery ??= multiValueQueryOf(this.event);
    return this.#multiValueQuery;
  }

  /** Cookies by name; of a repeated one the first, which is the most specific. */
  get cookies(): TextMap {
    const event = this.event;
    const pairs = isHttpEvent(event) && event.cookies ? event.cookies : (headerOf(event, 'cookie') ?? '').split(/[;,] */);
    const cookies: Record<string, string> = Object.create(null);
    for (const pair of pairs) {
      const equals = pair.indexOf('=');
      const name = pair.slice(0, equals).trim();
      if (equals > 0 && !(name in cookies)) cookies[name] = decode(pair.slice(equals + 1).replace(/^"|"$/g, ''));
    }
    return cookies;
  }

  /** The validated body; without a schema, the parsed JSON. @throws ApiError 400, 413, 415 */
  get body(): unknown {
    return this.#hasBody ? this.#body : jsonOf(this);
  }
  set body(validated: unknown) {
    this.#hasBody = true;
    this.#body = validated;
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

/** The gateway's id of a request; a load balancer has none, so there it is Lambda's. */
export function requestIdOf(event: ApiEvent, context: LambdaContext | undefined): string {
  const { requestContext } = event;
  return ('requestId' in requestContext ? requestContext.requestId : undefined) ?? context?.awsRequestId ?? '';
}

/** One header by its lower-case name. HTTP APIs send lower case only; REST APIs the sender's case. */
export function headerOf(event: ApiEvent, name: string): string | undefined {
  const { headers } = event;
  if (isHttpEvent(event)) return own(headers, name);
  const { multiValueHeaders } = event;
  // Most senders write either `origin` or `Origin`: look there before going through all of them.
  for (const key in multiValueHeaders ?? headers) {
    if (key.length === name.length && (key === name || key.toLowerCase() === name)) {
      return multiValueHeaders ? multiValueHeaders[key]?.join(name === 'cookie' ? '; ' : ', ') : headers?.[key];
    }
  }
  return undefined;
}

function own(map: EventMap, name: string): string | undefined {
  const value = map?.[name];
  return typeof value === 'string' ? value : undefined;
}

function headersOf(event: ApiEvent): TextMap {
  const headers: Record<string, string> = Object.create(null);
  const single = event.headers;
  for (const name in single) headers[name.toLowerCase()] = single[name] ?? '';
  const multi: MultiValueMap = isHttpEvent(event) ? null : event.multiValueHeaders;
  for (const name in multi) headers[name.toLowerCase()] = headerOf(event, name.toLowerCase()) ?? '';
  return headers;
}

function multiValueQueryOf(event: ApiEvent): Record<string, readonly string[]> {
  const query: Record<string, string[]> = Object.create(null);
  if (isHttpEvent(event)) {
    // The 2.0 map joins repeated values with commas, which can not be undone: the raw text can be read.
    for (const pair of (event.rawQueryString ?? '').split('&')) {
      const equals = pair.indexOf('=');
      const name = plain(equals < 0 ? pair : pair.slice(0, equals));
      if (!pair) continue;
      query[name] ??= [];
      query[name].push(equals < 0 ? '' : plain(pair.slice(equals + 1)));
    }
    return query;
  }
  // A load balancer passes the query as it came; API Gateway has decoded it.
  const read = 'elb' in event.requestContext ? plain : (text: string) => text;
  const { multiValueQueryStringParameters: multi, queryStringParameters: single } = event;
  for (const name in multi ?? single) query[read(name)] = (multi ? (multi[name] ?? []) : [single?.[name] ?? '']).map(read);
  return query;
}

/** Decodes a form-encoded name or value: `+` is a blank. */
function plain(text: string): string {
  return decode(text.includes('+') ? text.replaceAll('+', ' ') : text);
}
