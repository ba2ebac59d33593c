import type { Reply } from './reply.ts';
import { decode } from './router.ts';

/** The cookies of a request by name; of a repeated one the first, which is the most specific. */
export function readCookies(request: {
  readonly event: object;
  header(name: string): string | undefined;
}): Readonly<Record<string, string | undefined>> {
  const fromEvent: readonly string[] | undefined = Reflect.get(request.event, 'cookies');
  const cookies: Record<string, string> = Object.create(null);
  for (const pair of fromEvent ?? request.header('cookie')?.split(/[;,]/) ?? []) {
    const [name = '', ...value] = pair.trim().split('=');
    cookies[name] ??= decode(value.join('='));
  }
  return cookies;
}

/** Where a cookie goes, and who may read it. */
export interface CookieOptions {
  readonly domain?: string;
  readonly path?: string;
  readonly maxAgeSeconds?: number;
  readonly httpOnly?: boolean;
  readonly secure?: boolean;
  readonly sameSite?: 'Strict' | 'Lax' | 'None';
}

/**
 * Adds a cookie to an answer: kept from scripts, sent over TLS and to this site only, unless the options say otherwise.
 *
 * @throws Error for a name, path or domain that would break out of its place
 */
export function setCookie<R extends Reply>(reply: R, name: string, value: string, options: CookieOptions = {}): R {
  const { domain, path = '/', maxAgeSeconds, httpOnly = true, secure = true, sameSite = 'Lax' } = options;
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || /[;\0\r\n]/.test(path + domain)) throw new Error(`HTTP does not allow this cookie: ${name}`);
  const parts = [`${name}=${encodeURIComponent(value)}`, `Path=${path}`];
  if (domain) parts.push(`Domain=${domain}`);
  if (maxAgeSeconds !== undefined) parts.push(`Max-Age=${maxAgeSeconds}`);
  if (httpOnly) parts.push('HttpOnly');
  if (secure) parts.push('Secure');
  reply.cookies.push([...parts, `SameSite=${sameSite}`].join('; '));
  return reply;
}
