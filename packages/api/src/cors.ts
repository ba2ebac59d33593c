/**
 * Which browsers' pages may call the API. The names are those of API Gateway's CorsConfiguration, so that a template can be
 * written from the same object. There is no allowMethods: a preflight is answered from the routes there are.
 */
export interface CorsPolicy {
  /** `https://app.example.com`, `https://*.example.com` for any subdomain, or `*` alone for every page there is. */
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

type Headers = Readonly<Record<string, string>>;

export interface Cors {
  /** Headers of every answer to a page of this origin, for a body of JSON. */
  headers(origin: string | undefined): Headers;
  /** Headers of the answer to a preflight, without those above. */
  readonly preflight: Headers;
}

const defaultAllowHeaders = ['Content-Type', 'Authorization', 'X-Api-Key', 'X-Amz-Date', 'X-Amz-Security-Token'];

/** Origins seen that match a subdomain pattern are remembered, up to this many. */
const maximumOrigins = 200;

/** @throws Error when the policy is one that browsers refuse or that can match nothing */
export function createCors(policy: CorsPolicy): Cors {
  const { allowOrigins, allowHeaders = defaultAllowHeaders, exposeHeaders = [], allowCredentials = false, maxAge = 600 } = policy;
  const every = allowOrigins.includes('*');
  if (every && allowCredentials)
    throw new Error('cors: browsers refuse allowOrigins "*" together with allowCredentials. List the origins.');
  for (const origin of allowOrigins) {
    if (origin !== '*' && !/^[a-z][a-z0-9+.-]*:\/\/(\*\.)?[a-z0-9.-]+(:\d+)?$|^https?:\/\/\[[0-9a-f:]+\](:\d+)?$/.test(origin)) {
      throw new Error(`cors: "${origin}" is no origin. Write scheme, host and port as browsers do, without path: https://app.example.com`);
    }
  }
  const shared: Headers = {
    'content-type': 'application/json',
    ...(!every && { vary: 'Origin' }),
    ...(exposeHeaders.length > 0 && { 'access-control-expose-headers': exposeHeaders.join(', ') }),
  };
  const allowed = (origin: string): Headers => ({
    'access-control-allow-origin': origin,
    ...(allowCredentials && { 'access-control-allow-credentials': 'true' }),
    ...shared,
  });
  const known = new Map(every ? [] : allowOrigins.map((it) => [it, allowed(it)]));
  const anyOrigin = allowed('*');
  const patterns = allowOrigins.filter((it) => it.includes('*.')).map((it) => it.split('*'));
  return {
    headers(origin) {
      if (every) return anyOrigin;
      if (origin === undefined) return shared;
      const found = known.get(origin);
      if (found) return found;
      if (!patterns.some(([scheme = '', domain = '']) => isSubdomain(origin, scheme, domain))) return shared;
      const headers = allowed(origin);
      if (known.size < maximumOrigins) known.set(origin, headers);
      return headers;
    },
    preflight: {
      'access-control-allow-headers': allowHeaders.join(', '),
      'access-control-max-age': String(maxAge),
    },
  };
}

function isSubdomain(origin: string, scheme: string, domain: string): boolean {
  if (!origin.startsWith(scheme) || !origin.endsWith(domain)) return false;
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(origin.slice(scheme.length, -domain.length));
}
