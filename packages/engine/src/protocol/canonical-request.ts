import { createHash } from 'node:crypto';

/** What a signature covers. */
export interface SignedRequest {
  readonly method: string;
  /** Path as sent, without the query string. */
  readonly path: string;
  /** Query string as sent, without `?`. */
  readonly query: string;
  /** All values of a header, by lower-case name. */
  valuesOf(header: string): readonly string[] | undefined;
  readonly body: Buffer;
  /** What stands in the place of the body's hash where the signer has another: `UNSIGNED-PAYLOAD`. */
  readonly payloadHash?: string | undefined;
  /** S3 signs paths as they are sent. */
  readonly pathAsSent?: boolean | undefined;
}

/** The query parameter that is no part of what is signed. */
const signatureParameter = 'X-Amz-Signature';

/**
 * The canonical request of Signature Version 4.
 * @param signedHeaders lower-case names, as the signer lists them
 * @source "Create a signed AWS API request", AWS Identity and Access Management user guide
 */
export function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): string {
  const headers = signedHeaders.map((name) => `${name}:${(request.valuesOf(name) ?? []).map(trimAll).join(',')}\n`).join('');
  const hash = request.payloadHash ?? createHash('sha256').update(request.body).digest('hex');
  const path = request.pathAsSent === true ? request.path : canonicalPath(request.path);
  return [request.method, path, canonicalQuery(request.query), headers, signedHeaders.join(';'), hash].join('\n');
}

/** Without empty, `.` and `..` segments; encoded once more than it was sent. */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') segments.pop();
    else segments.push(encode(segment));
  }
  const slash = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${segments.join('/')}${slash}`;
}

function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part): readonly [string, string] => {
      const at = part.indexOf('=');
      return at < 0 ? [encode(decode(part)), ''] : [encode(decode(part.slice(0, at))), encode(decode(part.slice(at + 1)))];
    })
    .filter(([name]) => name !== signatureParameter)
    .sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function trimAll(value: string): string {
  return value.trim().replaceAll(/ +/g, ' ');
}

/** RFC 3986: everything but letters, digits and `-._~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A broken escape stands for itself.
    return text;
  }
}
