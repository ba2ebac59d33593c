import { ServiceError } from '../../../protocol/service-error.ts';
import { passesReadConditions } from '../conditions.ts';
import { archivedClasses } from '../copy-source.ts';
import { findBucket, findObject, versionHeaders } from '../find.ts';
import { expirationHeaders } from '../lifecycle-rules.ts';
import { objectHeaders, rangeOf, readObject } from '../object-answer.ts';
import type { S3Answer, S3Operation, S3State } from '../operation.ts';
import type { S3Request } from '../s3-request.ts';

/** @source "GetObject", Amazon S3 API reference */
export const getObject: S3Operation = { name: 'GetObject', method: 'GET', on: 'object', run: answerObject };

/** With the length and range of what is asked for, for a HEAD as for a GET; only a GET has the bytes. */
export function answerObject(on: S3State, request: S3Request): S3Answer {
  const object = findObject(on, request);
  if (request.method === 'GET' && archivedClasses.includes(object.storageClass)) {
    const members = { StorageClass: object.storageClass };
    throw new ServiceError('InvalidObjectState', "The operation is not valid for the object's storage class", 403, members);
  }
  const bucket = findBucket(on, request.bucket);
  const isCurrent = !request.query.has('versionId');
  const headers = {
    ...objectHeaders(object, request),
    ...versionHeaders(on, bucket.name, object),
    ...(isCurrent && expirationHeaders(bucket, object)),
  };
  if (!passesReadConditions(request, object, { nowMs: on.world.now() })) return { status: 304, headers: notModifiedHeaders(headers) };
  const range = rangeOf(request, object);
  const { start, end } = range ?? { start: 0, end: object.size };
  headers['content-length'] = String(end - start);
  if (range) headers['content-range'] = `bytes ${start}-${end - 1}/${object.size}`;
  return {
    status: range ? 206 : 200,
    headers,
    ...(request.method === 'GET' && { stream: readObject(on.blobs, object, { start, end }) }),
  };
}

/** Those of the object that a cache needs. @source RFC 9110 section 15.4.5 */
const cacheHeaders: readonly string[] = ['cache-control', 'etag', 'expires', 'last-modified', 'x-amz-version-id'];

/** A checksum would be taken for that of an answer without a body. */
function notModifiedHeaders(headers: { readonly [name: string]: string }): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => cacheHeaders.includes(name)));
}
