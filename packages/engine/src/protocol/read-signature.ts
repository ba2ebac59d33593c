import { createHash } from 'node:crypto';
import { ServiceError } from './service-error.ts';

/** A Signature Version 4, as a header or a query string carries it. */
export interface Signature {
  readonly accessKeyId: string;
  /** Day, region and service of the credential scope. */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  /** `20260710T191904Z`. */
  readonly date: string;
  /** How long a presigned address counts; undefined for a header. */
  readonly expiresSeconds: number | undefined;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly sessionToken: string | undefined;
}

const algorithm = 'AWS4-HMAC-SHA256';

/**
 * Reads a request's signature. Undefined when it has none.
 * @param header the Authorization header
 * @param headerOf another header's value by lower-case name
 * @throws ServiceError IncompleteSignatureException, with AWS's words
 * @source "Create a signed AWS API request"; public reports of the messages
 */
export function readSignature(
  header: string | undefined,
  headerOf: (name: string) => string | undefined,
  query: URLSearchParams,
): Signature | undefined {
  if (header !== undefined) return fromHeader(header, headerOf);
  if (!query.has('X-Amz-Algorithm') && !query.has('X-Amz-Signature')) return undefined;
  return fromQuery(query);
}

function fromHeader(header: string, headerOf: (name: string) => string | undefined): Signature {
  const [, scheme = '', rest = ''] = /^\s*(\S*)\s*(.*)$/s.exec(header) ?? [];
  const hashed = createHash('sha256').update(header).digest('base64');
  const parts = new Map<string, string>();
  for (const part of rest.split(',').map((it) => it.trim())) {
    const equals = part.indexOf('=');
    if (equals < 0) {
      const message = `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hashed}'.`;
      throw incomplete(message);
    }
    parts.set(part.slice(0, equals), part.slice(equals + 1));
  }
  const date = headerOf('x-amz-date') ?? isoOf(headerOf('date'));
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !parts.has(name));
  const problems = missing.map((name) => `Authorization header requires '${name}' parameter. `);
  if (date === undefined) problems.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
  if (problems.length > 0 || date === undefined)
    throw incomplete(`${problems.join('')}(Hashed with SHA-256 and encoded with Base64) Authorization=${hashed}`);
  if (scheme !== algorithm) throw incomplete(`Unsupported AWS 'algorithm': '${scheme}'.`);
  return {
    ...scopeOf(parts.get('Credential') ?? ''),
    date,
    expiresSeconds: undefined,
    signedHeaders: headersOf(parts.get('SignedHeaders') ?? ''),
    signature: parts.get('Signature') ?? '',
    sessionToken: headerOf('x-amz-security-token'),
  };
}

function fromQuery(query: URLSearchParams): Signature {
  const names = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date'];
  const missing = names.filter((name) => !query.has(name)).map((name) => `AWS query-string parameters must include '${name}'. `);
  if (missing.length > 0) throw incomplete(`${missing.join('')}Re-examine the query-string parameters.`);
  if (query.get('X-Amz-Algorithm') !== algorithm) throw incomplete(`Unsupported AWS 'algorithm': '${query.get('X-Amz-Algorithm')}'.`);
  const expires = Number(query.get('X-Amz-Expires') ?? 300);
  return {
    ...scopeOf(query.get('X-Amz-Credential') ?? ''),
    date: query.get('X-Amz-Date') ?? '',
    expiresSeconds: Number.isInteger(expires) && expires > 0 ? Math.min(expires, 604_800) : 0,
    signedHeaders: headersOf(query.get('X-Amz-SignedHeaders') ?? ''),
    signature: query.get('X-Amz-Signature') ?? '',
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
  };
}

function scopeOf(credential: string): Pick<Signature, 'accessKeyId' | 'day' | 'region' | 'service'> {
  const parts = credential.split('/');
  if (parts.length !== 5)
    throw incomplete(`Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`);
  const [accessKeyId = '', day = '', region = '', service = '', terminator] = parts;
  if (terminator !== 'aws4_request') {
    const message = `Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'.`;
    throw new ServiceError('InvalidSignatureException', message, 403);
  }
  return { accessKeyId, day, region, service };
}

function headersOf(list: string): readonly string[] {
  return list.toLowerCase().split(';');
}

/** A Date header in the form that signatures have. */
function isoOf(date: string | undefined): string | undefined {
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? undefined : basicIso(time);
}

/** `20260710T191904Z`. */
export function basicIso(timeMs: number): string {
  return new Date(timeMs).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}

function incomplete(message: string): ServiceError {
  return new ServiceError('IncompleteSignatureException', message, 403);
}
