import type { Api } from './api.ts';
import { ApiError } from './errors.ts';
import type { Reply } from './reply.ts';
import type { ParametersOf, RouteTypes } from './route.ts';
import type { InputOf, Schema } from './standard-schema.ts';

type RoutesOf<A> = A extends Api<infer Routes> ? Routes : never;
type OptionsOf<T> = T extends RouteTypes<infer O, infer _A> ? O : unknown;
type BodyOf<A> = A extends Reply<infer _S, infer B> ? B : A;
type AnswerOf<T> = BodyOf<Awaited<T extends RouteTypes<infer _O, infer A> ? A : T>>;
type PartOf<O, Name extends string> = O extends { readonly [N in Name]: infer S extends Schema }
  ? { readonly [N in Name]: InputOf<S> }
  : { readonly [N in Name]?: unknown };

type InputFor<Key, O> = (keyof ParametersOf<Key> extends never
  ? { readonly params?: never }
  : { readonly params: { readonly [N in keyof ParametersOf<Key>]: string } }) &
  PartOf<O, 'body'> &
  PartOf<O, 'query'> & { readonly headers?: Readonly<Record<string, string>>; readonly signal?: AbortSignal };

type Arguments<Key, O> = Record<never, never> extends InputFor<Key, O> ? [input?: InputFor<Key, O>] : [input: InputFor<Key, O>];

/** Calls a route by its key; the input and the answer have the types that its schemas say. */
export type Client<A> = <Key extends keyof RoutesOf<A> & string>(
  key: Key,
  ...input: Arguments<Key, OptionsOf<RoutesOf<A>[Key]>>
) => Promise<AnswerOf<RoutesOf<A>[Key]>>;

export interface ClientOptions {
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Headers of every call, or where to ask for them: an access token is not for ever. */
  readonly headers?:
    | Readonly<Record<string, string>>
    | (() => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>);
}

interface Input {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * A client whose types are the API's own: `const users = client<typeof api>(url)`, then
 * `await users('GET /users/{id}', { params: { id } })`.
 *
 * @throws ApiError, from a call, with the status, code, message and details the API answered
 */
export function client<A>(url: string, { fetch = globalThis.fetch, headers = {} }: ClientOptions = {}): Client<A> {
  const call = async (key: string, { params, query, body, headers: own, signal }: Input = {}): Promise<unknown> => {
    const [method = '', template = ''] = key.split(' ');
    const path = template.replace(/\{([^}+]+)(\+?)\}/g, (_, name: string, greedy: string) =>
      encodeURIComponent(params?.[name] ?? '').replaceAll('%2F', greedy ? '/' : '%2F'),
    );
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query ?? {})) {
      for (const it of [value].flat()) if (it !== undefined) search.append(name, String(it));
    }
    const common = typeof headers === 'function' ? await headers() : headers;
    const response = await fetch(`${url.replace(/\/$/, '')}${path}${search.size > 0 ? `?${search}` : ''}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...common, ...own },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const text = await response.text();
    const data: unknown = text && /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text || undefined;
    if (response.ok) return data;
    const { error, message, code, details } = Object(data) as { error?: string; message?: string; code?: string; details?: [] };
    throw new ApiError(response.status, error ?? message, { ...(code && { code }), ...(details && { details }) });
  };
  return call as Client<A>;
}
