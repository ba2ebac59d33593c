/** How an HTTP API or a function URL lets web pages of other origins call it. */
export interface CorsSettings {
  readonly allowCredentials: boolean | undefined;
  readonly allowHeaders: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowOrigins: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAge: number | undefined;
}

export interface Cors {
  /** Headers of the answer to a preflight, names and values in turn; none for an origin that is not allowed. */
  preflightHeaders(origin: string): readonly string[];
  /** The same for any other answer. */
  answerHeaders(origin: string): readonly string[];
}

/** @source "Configure CORS for HTTP APIs in API Gateway" */
export function createCors({ allowCredentials, allowHeaders, allowMethods, allowOrigins, exposeHeaders, maxAge }: CorsSettings): Cors {
  const exact = new Set(allowOrigins.filter((it) => !it.includes('*')).map((it) => it.toLowerCase()));
  const everyone = allowOrigins.includes('*');
  /** `https://*` and `http://*`. */
  const schemes = allowOrigins.filter((it) => it.endsWith('://*')).map((it) => it.slice(0, -1).toLowerCase());
  const allowed = (origin: string): string | undefined => {
    if (everyone) return '*';
    const key = origin.toLowerCase();
    return exact.has(key) || schemes.some((it) => key.startsWith(it)) ? origin : undefined;
  };
  const common = allowCredentials ? ['access-control-allow-credentials', 'true'] : [];
  const ofPreflight = [
    ...(allowMethods.length > 0 ? ['access-control-allow-methods', allowMethods.join(',')] : []),
    ...(allowHeaders.length > 0 ? ['access-control-allow-headers', allowHeaders.join(',')] : []),
    ...common,
    ...(maxAge === undefined ? [] : ['access-control-max-age', String(maxAge)]),
  ];
  const ofAnswer = [...common, ...(exposeHeaders.length > 0 ? ['access-control-expose-headers', exposeHeaders.join(',')] : [])];
  const withOrigin = (origin: string, headers: readonly string[]): readonly string[] => {
    const value = allowed(origin);
    return value === undefined ? [] : ['access-control-allow-origin', value, ...headers];
  };
  return { preflightHeaders: (origin) => withOrigin(origin, ofPreflight), answerHeaders: (origin) => withOrigin(origin, ofAnswer) };
}

/** What is left of an integration's headers where a configuration sets those of CORS. @param headers names and values in turn */
export function withoutCorsHeaders(headers: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = headers[index] ?? '';
    if (!name.toLowerCase().startsWith('access-control-')) kept.push(name, headers[index + 1] ?? '');
  }
  return kept;
}
