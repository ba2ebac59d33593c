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

type Headers = Readonly<Record<string, string>>;

/** Headers that are ready before a request comes. V8 copies an object in 20 ns; adding a member to a copy takes it 2 µs. */
export interface HeaderSet {
  readonly json: Headers;
  readonly other: Headers;
  readonly preflight: Headers;
}

/**
 * Finds the headers for a page of an origin.
 *
 * @throws Error when the policy is one that browsers refuse or that can match nothing
 */
export function createCors({
  allowOrigins,
  allowHeaders = ['Content-Type', 'Authorization', 'X-Api-Key', 'X-Amz-Date', 'X-Amz-Security-Token'],
  exposeHeaders,
  allowCredentials,
  maxAge = 600,
}: CorsPolicy): (origin: string | undefined) => HeaderSet {
  const every = allowOrigins[0] === '*';
  const denied = headerSet(every ? {} : { vary: 'Origin' });
  const known = new Map<string | undefined, HeaderSet>();
  for (const origin of allowOrigins) {
    if (every ? allowCredentials || allowOrigins[1] : !/^[a-z][\w+.-]*:\/\/[^/*?#\sA-Z]+$/.test(origin)) {
      throw new Error(
        `cors: "${origin}" must be ${every ? 'alone and without allowCredentials' : 'an origin like https://app.example.com'}`,
      );
    }
    const headers = {
      ...denied.other,
      'access-control-allow-origin': origin,
      ...(allowCredentials && { 'access-control-allow-credentials': 'true' }),
      ...(exposeHeaders && { 'access-control-expose-headers': `${exposeHeaders}` }),
    };
    known.set(origin, headerSet(headers, { 'access-control-allow-headers': `${allowHeaders}`, 'access-control-max-age': `${maxAge}` }));
  }
  return (origin) => known.get(every ? '*' : origin) ?? denied;
}

export function headerSet(other: Headers, preflight?: Headers): HeaderSet {
  return {
    other,
    json: { 'content-type': 'application/json', ...other },
    preflight: { ...other, ...preflight, allow: '', 'access-control-allow-methods': '' },
  };
}
