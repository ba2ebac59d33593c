import type { AnyEvent } from './events.ts';
import { type Headers, headerOf } from './headers.ts';

/**
 * Which browsers' pages may call the API. The names are those of API Gateway's CorsConfiguration, so that a template can be
 * written from the same object. There is no allowMethods: a preflight is answered from the routes there are.
 */
export interface CorsPolicy {
  /** `https://app.example.com`; or `*` alone, for every page there is. */
  readonly allowOrigins: readonly string[];
  /** Request headers a page may set. Default: Content-Type, Authorization, X-Api-Key, X-Amz-Date, X-Amz-Security-Token. */
  readonly allowHeaders?: readonly string[];
  /** Response headers a page may read besides the few it always may. */
  readonly exposeHeaders?: readonly string[];
  /** Whether cookies and other credentials are sent; not together with `*`. */
  readonly allowCredentials?: boolean;
  /** How long a browser may keep the answer to a preflight, in seconds. Default 600. */
  readonly maxAge?: number;
}

/** A policy made ready: the headers for a page of an origin, and all of those that answer its preflights. */
export interface Cors {
  readonly policy: CorsPolicy;
  readonly headers: (event: AnyEvent) => Headers;
  /** The method that a browser asks about: told of a preflight only. */
  readonly asks: (event: AnyEvent) => string | undefined;
  /** @param allow the methods that the path has routes for */
  readonly allow: (allow: string) => Headers;
}

/**
 * CORS headers on every answer of an API, errors first of all: `api({ cors: cors({ allowOrigins: ['https://app.example.com'] }) }, ...)`.
 *
 * @throws Error when the policy is one that browsers refuse or that can match nothing
 */
export function cors(policy: CorsPolicy): Cors {
  const {
    allowOrigins,
    allowHeaders = 'Content-Type,Authorization,X-Api-Key,X-Amz-Date,X-Amz-Security-Token',
    exposeHeaders,
    allowCredentials,
    maxAge = 600,
  } = policy;
  if (!Array.isArray(allowOrigins)) throw new Error('cors: allowOrigins must be a list');
  const every = allowOrigins[0] === '*';
  const denied: Headers = every ? {} : { vary: 'Origin' };
  const allowed = allowOrigins.map((origin): Headers => {
    if (every ? allowCredentials || allowOrigins[1] : !/^[a-z][\w+.-]*:\/\/[^/*?#\sA-Z]+$/.test(origin)) {
      throw new Error(`cors: "${origin}" must be ${every ? 'alone and without allowCredentials' : 'like https://app.example.com'}`);
    }
    return {
      ...denied,
      'access-control-allow-origin': origin,
      ...(allowCredentials && { 'access-control-allow-credentials': 'true' }),
      ...(exposeHeaders && { 'access-control-expose-headers': `${exposeHeaders}` }),
    };
  });
  const more = { 'access-control-allow-headers': `${allowHeaders}`, 'access-control-max-age': `${maxAge}` };
  return {
    policy,
    headers: (event) => allowed[every ? 0 : allowOrigins.indexOf(`${headerOf(event, 'origin')}`)] ?? denied,
    asks: (event) => headerOf(event, 'access-control-request-method'),
    allow: (allow) => ({ allow, 'access-control-allow-methods': allow, ...more }),
  };
}
