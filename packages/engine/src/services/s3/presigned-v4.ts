import { createHash, createHmac } from 'node:crypto';
import { ServiceError } from '../../protocol/service-error.ts';
import type { S3State } from './operation.ts';
import type { S3Request } from './s3-request.ts';
import { checkSignature, findCredential } from './signature-errors.ts';

const algorithm = 'AWS4-HMAC-SHA256';
const needed = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-Date', 'X-Amz-SignedHeaders', 'X-Amz-Expires'];
const maximumSeconds = 604_800;
/** Clocks may differ by so much. */
const skewMs = 15 * 60_000;

/**
 * Verifies an address signed by Signature Version 4.
 * @returns the access key that signed it
 * @throws ServiceError AuthorizationQueryParametersError, AccessDenied, InvalidAccessKeyId, SignatureDoesNotMatch
 * @source "Authenticating requests: using query parameters (AWS Signature Version 4)", Amazon S3 API reference; recordings of localstack's test_s3
 */
export function verifyPresignedV4(on: S3State, request: S3Request): string {
  const { query } = request;
  if (needed.some((name) => !query.has(name)))
    throw queryError(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  const parameter = (name: string): string => query.get(name) ?? '';
  if (parameter('X-Amz-Algorithm') !== algorithm) throw queryError('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  const scope = parameter('X-Amz-Credential').split('/');
  const [accessKeyId = '', day = '', region = '', service = '', terminator] = scope;
  if (scope.length !== 5 || terminator !== 'aws4_request')
    throw queryError(
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  const signedHeaders = parameter('X-Amz-SignedHeaders').toLowerCase().split(';');
  checkTime(on.world.now(), parameter('X-Amz-Date'), parameter('X-Amz-Expires'));
  checkHeaders(request, signedHeaders);
  const { secretAccessKey } = findCredential(on, accessKeyId, query.get('X-Amz-Security-Token') ?? undefined);
  const canonical = canonicalRequest(request, signedHeaders);
  const digest = createHash('sha256').update(canonical).digest('hex');
  const stringToSign = `${algorithm}\n${parameter('X-Amz-Date')}\n${day}/${region}/${service}/aws4_request\n${digest}`;
  const wanted = signV4({ secretAccessKey, day, region, service }, stringToSign);
  checkSignature({ accessKeyId, given: parameter('X-Amz-Signature'), wanted, stringToSign, canonical });
  return accessKeyId;
}

export interface SigningKey {
  readonly secretAccessKey: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
}

/** Hexadecimal. */
export function signV4({ secretAccessKey, day, region, service }: SigningKey, text: string): string {
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, text).toString('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function queryError(message: string): ServiceError {
  return new ServiceError('AuthorizationQueryParametersError', message, 400);
}

function checkTime(nowMs: number, date: string, expires: string): void {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  const signedAtMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(signedAtMs)) throw queryError("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  if (!/^-?\d+$/.test(expires)) throw queryError('X-Amz-Expires should be a number');
  if (Number(expires) < 0) throw queryError('X-Amz-Expires must be non-negative');
  if (Number(expires) > maximumSeconds) throw queryError(`X-Amz-Expires must be less than a week (in seconds) that is: ${maximumSeconds}`);
  if (signedAtMs > nowMs + skewMs) throw new ServiceError('AccessDenied', 'Request is not yet valid', 403);
  const endsAtMs = signedAtMs + Number(expires) * 1000;
  if (endsAtMs >= nowMs) return;
  const members = { 'X-Amz-Expires': expires, Expires: secondsIso(endsAtMs), ServerTime: secondsIso(nowMs) };
  throw new ServiceError('AccessDenied', 'Request has expired', 403, members);
}

function secondsIso(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** What was not signed could be anybody's. */
function checkHeaders({ sentHeaders }: S3Request, signedHeaders: readonly string[]): void {
  const unsigned = sentHeaders.filter((it) => it.startsWith('x-amz-') && it !== 'x-amz-content-sha256' && !signedHeaders.includes(it));
  if (unsigned.length === 0) return;
  const message = 'There were headers present in the request which were not signed';
  throw new ServiceError('AccessDenied', message, 403, { HeadersNotSigned: unsigned.join(', ') });
}

/** S3's own form: the path as it is, encoded once. */
function canonicalRequest(request: S3Request, signedHeaders: readonly string[]): string {
  const [path = '/'] = request.url.split('?');
  const headers = signedHeaders.map((name) => `${name}:${(request.header(name) ?? '').trim().replaceAll(/ +/g, ' ')}\n`).join('');
  const query = [...request.query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]): readonly [string, string] => [encode(name), encode(value)])
    .sort(([name, value], [other, otherValue]) => compare(name, other) || compare(value, otherValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const payload = request.header('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD';
  const encodedPath = path
    .split('/')
    .map((it) => encode(decodeURIComponent(it)))
    .join('/');
  return [request.method, encodedPath, query, headers, signedHeaders.join(';'), payload].join('\n');
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
