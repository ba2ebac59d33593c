import type { ApiEvent } from './events.ts';
import type { Reply } from './reply.ts';
import type { ApiRequest } from './request.ts';
import type { OutputOf, Schema } from './standard-schema.ts';
import { createValidation, type Schemas, type Validation } from './validate.ts';

type ParameterNames<Path> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${infer Greedy}+` ? Greedy : Name) | ParameterNames<Rest>
  : never;

/** The path parameters of a route's key: `{ id: string }` for `GET /users/{id}`. */
export type ParametersOf<Key> = { readonly [Name in ParameterNames<Key>]: string };

/** What a handler is given. */
export interface Request<
  Params = Readonly<Record<string, string>>,
  Body = unknown,
  Query = Readonly<Record<string, string | undefined>>,
  Headers = Readonly<Record<string, string | undefined>>,
> extends Omit<ApiRequest, 'event' | 'params' | 'body' | 'query' | 'headers' | 'user' | 'route' | 'locate'> {
  /** The route's key, `GET /users/{id}`. */
  readonly route: string;
  /** The event as Lambda got it. Never changed. */
  readonly event: ApiEvent;
  /** Path parameters, percent-decoded. */
  readonly params: Params;
  /** The validated body; without a schema, the parsed JSON. */
  readonly body: Body;
  readonly query: Query;
  readonly headers: Headers;
}

/** Says who is calling, or throws UnauthorizedError or ForbiddenError. */
export interface Auth<User = unknown> {
  authenticate(request: Request): User | Promise<User>;
  /** For the template side: how the caller proves who they are. Plain data. */
  readonly scheme?: Readonly<Record<string, unknown>>;
}

/** A function around the handler. What it hands to `next` is added to the handler's request. */
export type Middleware<Added extends object = object> = (request: Request, next: (added: Added) => Promise<Reply>) => Promise<Reply>;

/** What an app, a group of routes and a route may each say. */
export interface Guards {
  /** Who may call; `false` opens a route that its group or app guards. */
  readonly auth?: Auth | false;
  readonly use?: readonly Middleware[];
  /** The largest body that is read, in bytes. Default 1 MiB. */
  readonly maximumBodyBytes?: number;
  /** For the template side: API Gateway's limits, in requests per second and at once. */
  readonly throttle?: { readonly rateLimit: number; readonly burstLimit: number };
  /** For the template side: API Gateway's cache, for GET. */
  readonly cache?: { readonly ttlInSeconds: number; readonly keyParameters?: readonly string[] };
}

/** Schemas by status, `{ 201: User, 200: User }`, or one for every 2xx. */
export type Responses = Schema | { readonly [statusCode: number]: Schema };

export interface RouteOptions extends Guards, Schemas {
  readonly response?: Responses;
  readonly description?: string;
}

type Added<M> = (M extends Middleware<infer A> ? (added: A) => void : never) extends (added: infer All) => void ? All : unknown;
type UserOf<O> = O extends { readonly auth: Auth<infer User> } ? { readonly user: User } : unknown;
type AddedOf<O> = O extends { readonly use: readonly (infer M)[] } ? Added<M> : unknown;

/** What options add to the handler's request: the user, and what middleware hands on. */
export type ContextOf<O> = UserOf<O> & AddedOf<O>;
type With<Context, O> = (O extends { readonly auth: Auth | false } ? Omit<Context, 'user'> : Context) & ContextOf<O>;

type Part<O, Name extends string, Otherwise> = O extends { readonly [N in Name]: infer S extends Schema } ? OutputOf<S> : Otherwise;
type RequestOf<Params, O> = Request<
  Part<O, 'params', Params>,
  Part<O, 'body', unknown>,
  Part<O, 'query', Readonly<Record<string, string | undefined>>>,
  Part<O, 'headers', Readonly<Record<string, string | undefined>>>
>;

/** What JSON can say, or a Reply, or a web Response. Not undefined: that is a forgotten return; `noContent()` says it on purpose. */
export type Answer = (object & { readonly then?: never }) | string | number | boolean | null;

type AnswerOf<O> = O extends { readonly response: infer R }
  ? R extends Schema
    ? OutputOf<R> | Reply<200 | 201 | 202, OutputOf<R>> | Reply<204 | 301 | 302 | 303 | 304 | 307 | 308, undefined>
    : { readonly [S in keyof R]: Reply<S & number, OutputOf<R[S]>> | (S extends 200 ? OutputOf<R[S]> : never) }[keyof R]
  : Answer;

declare const types: unique symbol;

/** A handler with its options. `Types` is for the compiler alone: the client is derived from it. */
export interface Route<Params = unknown, Context = unknown, Types = unknown> {
  readonly options: RouteOptions;
  /** Outermost first: what the groups around the route say. */
  readonly guards: readonly Guards[];
  readonly handler: (request: never) => unknown;
  readonly validate?: Validation | undefined;
  readonly [types]?: { readonly params: (params: Params) => void; readonly context: (context: Context) => void; readonly types: Types };
}

export interface RouteTypes<O, A> {
  readonly options: O;
  readonly answer: A;
}

/** One entry of a route table: a plain handler, or `route(options, handler)`. */
export type Entry<Key, Context, Types> =
  | ((request: Request<ParametersOf<Key>> & Context) => (Types & Answer) | Promise<Types & Answer>)
  | Route<ParametersOf<Key>, Context, Types>;

/** A route table. `Types` are the answers' types by route. */
export type Table<Types, Context> = { readonly [Key in keyof Types]: Entry<Key, Context, Types[Key]> };

/**
 * A route that says more than its handler: schemas, who may call, limits.
 *
 * `'POST /users': route({ body: CreateUser }, ({ body }) => ...)`
 */
export function route<const O extends RouteOptions, A extends AnswerOf<O>, Params, Context>(
  options: O,
  handler: (request: RequestOf<NoInfer<Params>, O> & With<NoInfer<Context>, O>) => A | Promise<A>,
): Route<Params, Context, RouteTypes<O, A>> {
  return { options, guards: [], handler, validate: createValidation(options) };
}

/** A table's entry as a route: a plain handler has no options. */
export function routeOf(entry: Entry<never, never, unknown>): Route {
  return typeof entry === 'function' ? { options: {}, guards: [], handler: entry } : (entry as Route);
}

/**
 * Routes that belong together, to be spread into an API: `api({}, { ...users, ...orders })`. Splitting an API over several
 * functions is giving each its own.
 */
export function routes<R, const O extends Guards>(
  guards: O,
  table: Table<R, ContextOf<O>>,
): { readonly [Key in keyof R]: Route<ParametersOf<Key>, unknown, R[Key]> } {
  const guarded: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries<Entry<never, never, unknown>>(table)) {
    const inner = routeOf(entry);
    guarded[key] = { ...inner, guards: [guards, ...inner.guards] };
  }
  return guarded as { readonly [Key in keyof R]: Route<ParametersOf<Key>, unknown, R[Key]> };
}
