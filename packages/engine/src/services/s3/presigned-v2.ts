import { createHmac } from 'node:crypto';
import { ServiceError } from '../../protocol/service-error.ts';
import type { S3State } from './operation.ts';
import type { S3Request } from './s3-request.ts';
import { checkSignature, findCredential } from './signature-errors.ts';

/** Parameters that are part of the resource which is signed. @source "Signing and authenticating REST requests", Amazon S3 user guide */
const signedParameters: readonly string[] = [
  ...['accelerate', 'acl', 'cors', 'delete', 'encryption', 'lifecycle', 'location', 'logging', 'notification', 'partNumber', 'policy'],
  ...['requestPayment', 'replication', 'restore', 'tagging', 'torrent', 'uploadId', 'uploads', 'versionId', 'versioning', 'versions'],
  ...['website', 'select', 'select-type', 'analytics', 'inventory', 'metrics', 'object-lock', 'retention', 'legal-hold'],
  ...['response-cache-control', 'response-content-disposition', 'response-content-encoding', 'response-content-language'],
  ...['response-content-type', 'response-expires'],
];

/**
 * Verifies an address signed by Signature Version 2, as boto3 makes them by default.
 * @returns the access key that signed it
 * @throws ServiceError AccessDenied, InvalidAccessKeyId, SignatureDoesNotMatch
 */
export function verifyPresignedV2(on: S3State, request: S3Request): string {
  const { query } = request;
  const [accessKeyId, given, expires] = [query.get('AWSAccessKeyId'), query.get('Signature'), query.get('Expires')];
  if (accessKeyId === null || given === null || expires === null) {
    const message = 'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters';
    throw new ServiceError('AccessDenied', message, 403);
  }
  if (!/^\d+$/.test(expires)) throw new ServiceError('AccessDenied', `Invalid date (should be seconds since epoch): ${expires}`, 403);
  const endsAtMs = Number(expires) * 1000;
  const nowMs = on.world.now();
  if (endsAtMs < nowMs)
    throw new ServiceError('AccessDenied', 'Request has expired', 403, { Expires: secondsIso(endsAtMs), ServerTime: secondsIso(nowMs) });
  const { secretAccessKey } = findCredential(on, accessKeyId, request.header('x-amz-security-token'));
  const signed = (stringToSign: string): string => createHmac('sha1', secretAccessKey).update(stringToSign).digest('base64');
  const stringToSign = stringToSignOf(request, expires);
  // boto3 signs a bucket's own path with a slash at its end, which the address lacks.
  if (request.key === '' && signed(stringToSignOf(withSlash(request), expires)) === given) return accessKeyId;
  checkSignature({ accessKeyId, given, wanted: signed(stringToSign), stringToSign });
  return accessKeyId;
}

function withSlash(request: S3Request): S3Request {
  return { ...request, url: request.url.replace(/\/?(?=\?|$)/, '/') };
}

function secondsIso(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/\.\d+Z$/, 'Z');
}

function stringToSignOf(request: S3Request, expires: string): string {
  const { method, query, headers, url, bucket, isHosted } = request;
  const signedValue = (name: string): string => request.header(name) ?? query.get(name) ?? '';
  const amz = Object.keys(headers)
    .filter((name) => name.startsWith('x-amz-'))
    .sort()
    .map((name) => `${name}:${(request.header(name) ?? '').trim()}\n`)
    .join('');
  const parameters = [...query]
    .filter(([name]) => signedParameters.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&');
  const [path = '/'] = url.split('?');
  const resource = `${isHosted ? `/${bucket}` : ''}${path}${parameters === '' ? '' : `?${parameters}`}`;
  return [method, signedValue('content-md5'), signedValue('content-type'), expires, `${amz}${resource}`].join('\n');
}
