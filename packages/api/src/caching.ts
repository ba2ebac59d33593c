import { createHash } from 'node:crypto';
import { Reply } from './reply.ts';

export interface CacheOptions {
  /** Seconds any cache may keep the answer. */
  readonly maxAgeSeconds?: number;
  /** Seconds shared caches may, API Gateway's edge for one. */
  readonly sharedMaxAgeSeconds?: number;
  /** Only the caller's own cache. Default true: what is public must be said to be. */
  readonly private?: boolean;
  readonly mustRevalidate?: boolean;
}

/** A Cache-Control header. `cacheControl()` alone is `no-store`. */
export function cacheControl(options: CacheOptions = {}): string {
  const { maxAgeSeconds, sharedMaxAgeSeconds, mustRevalidate, private: own = true } = options;
  if (maxAgeSeconds === undefined && sharedMaxAgeSeconds === undefined) return 'no-store';
  const parts = [own ? 'private' : 'public', `max-age=${maxAgeSeconds ?? 0}`];
  if (sharedMaxAgeSeconds !== undefined && !own) parts.push(`s-maxage=${sharedMaxAgeSeconds}`);
  if (mustRevalidate) parts.push('must-revalidate');
  return parts.join(', ');
}

/**
 * Gives an answer an ETag, and answers 304 when the client has it already: `return conditional(request, user)`.
 *
 * @source RFC 9110, 13.1.2: weak comparison for If-None-Match
 */
export function conditional<Body>(
  request: { header(name: string): string | undefined },
  answer: Body | Reply<200, Body>,
  cache?: CacheOptions,
): Reply<200, Body> | Reply<304, undefined> {
  const reply = answer instanceof Reply ? answer : new Reply<200, Body>(200, answer);
  const { body } = reply;
  const hash = createHash('sha256').update(body instanceof Uint8Array ? body : reply.contentType ? String(body) : JSON.stringify(body));
  const etag = `"${hash.digest('base64url').slice(0, 27)}"`;
  const known =
    request
      .header('if-none-match')
      ?.split(',')
      .map((it) => it.trim().replace(/^W\//, '')) ?? [];
  const result: Reply<200, Body> | Reply<304, undefined> = known.includes(etag) || known.includes('*') ? new Reply(304, undefined) : reply;
  // RFC 9110, 15.4.5: with the headers a 200 would have had, Vary and Content-Location among them.
  Object.assign(result.headers, reply.headers);
  result.header('etag', etag);
  if (cache) result.header('cache-control', cacheControl(cache));
  return result;
}
