import { ServiceError } from '../../protocol/service-error.ts';
import { noSuchKey } from './find.ts';
import type { MultipartUpload } from './multipart-upload.ts';
import type { S3Object } from './s3-object.ts';
import type { S3Request } from './s3-request.ts';
import { isMarker, type S3Version, stampOf } from './s3-version.ts';

/** The names of the headers of a condition, of the object itself or of a copy's source. */
const names = { own: '', source: 'x-amz-copy-source-' } as const;

export interface ReadConditions {
  readonly of?: keyof typeof names;
  /** To a copy's source, a date that is still to come is no condition. @source recordings of localstack's test_s3_preconditions */
  readonly nowMs: number;
}

/**
 * Holds an object against the request's conditions.
 * @returns false when a read is to be answered with 304
 * @throws ServiceError PreconditionFailed
 * @source RFC 9110 section 13.2.2; "GetObject" and "CopyObject", Amazon S3 API reference
 */
export function passesReadConditions(request: S3Request, object: S3Object, { of = 'own', nowMs }: ReadConditions): boolean {
  const header = (name: string): string | undefined => request.header(`${names[of]}${name}`);
  const [ifMatch, ifNoneMatch] = [header('if-match'), header('if-none-match')];
  const modifiedSeconds = Math.floor(object.lastModifiedMs / 1000);
  if (ifMatch !== undefined) {
    if (!eTagMatches(ifMatch, object.eTag)) throw preconditionFailed(`${names[of]}If-Match`);
  } else if (modifiedSeconds > secondsOf(header('if-unmodified-since'), Number.POSITIVE_INFINITY)) {
    throw preconditionFailed(`${names[of]}If-Unmodified-Since`);
  }
  if (ifNoneMatch !== undefined) {
    if (!eTagMatches(ifNoneMatch, object.eTag)) return true;
    if (of === 'source') throw preconditionFailed('x-amz-copy-source-If-None-Match');
    return false;
  }
  const sinceSeconds = secondsOf(header('if-modified-since'), Number.NEGATIVE_INFINITY);
  if (modifiedSeconds > sinceSeconds || (of === 'source' && sinceSeconds * 1000 > nowMs)) return true;
  if (of === 'source') throw preconditionFailed('x-amz-copy-source-If-Modified-Since');
  return false;
}

/**
 * Whether what is there may be written over.
 * @throws ServiceError PreconditionFailed, NoSuchKey, NotImplemented
 * @source "How to prevent object overwrites with conditional writes", Amazon S3 user guide
 */
export function checkWriteConditions(request: S3Request, existing: S3Object | undefined): void {
  const [ifMatch, ifNoneMatch] = [request.header('if-match'), request.header('if-none-match')];
  if (ifMatch !== undefined && ifNoneMatch !== undefined)
    throw notImplemented('If-Match,If-None-Match', 'Multiple conditional request headers present in the request');
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch !== '*') throw valueNotAccepted('If-None-Match');
    if (existing) throw preconditionFailed('If-None-Match');
  }
  if (ifMatch === undefined) return;
  if (ifMatch === '*') throw valueNotAccepted('If-Match');
  if (!existing) throw noSuchKey(request.key);
  if (!eTagMatches(ifMatch, existing.eTag)) throw preconditionFailed('If-Match');
}

function valueNotAccepted(header: string): ServiceError {
  return notImplemented(header, `We don't accept the provided value of ${header} header for this API`);
}

function notImplemented(header: string, additionalMessage: string): ServiceError {
  const message = 'A header you provided implies functionality that is not implemented';
  return new ServiceError('NotImplemented', message, 501, { Header: header, additionalMessage });
}

/**
 * Whether a condition that holds now rests on what was not there when the upload began.
 * @throws ServiceError ConditionalRequestConflict
 * @source recordings of localstack's test_s3_api, test_multipart_if_match_with_put and test_multipart_if_none_match_with_delete
 */
export function checkConflict(request: S3Request, upload: MultipartUpload, existing: S3Object | undefined): void {
  const isLater = existing !== undefined && stampOf(existing) > upload.stamp;
  const condition =
    request.header('if-match') !== undefined && isLater
      ? 'If-Match'
      : request.header('if-none-match') !== undefined && upload.keyWasDeleted
        ? 'If-None-Match'
        : undefined;
  if (condition === undefined) return;
  const message = 'The conditional request cannot succeed due to a conflicting operation against this resource.';
  throw new ServiceError('ConditionalRequestConflict', message, 409, { Condition: condition, Key: request.key });
}

/**
 * Whether what is there may be deleted.
 * @throws ServiceError NotImplemented; by its answer PreconditionFailed, NoSuchKey
 * @source "How to perform conditional deletes", Amazon S3 user guide
 */
export function deletionCheck(request: S3Request): (current: S3Version | undefined) => void {
  for (const header of ['x-amz-if-match-last-modified-time', 'x-amz-if-match-size']) {
    if (request.header(header) !== undefined) throw valueNotAccepted(header);
  }
  checkBypass(request);
  const ifMatch = request.header('if-match');
  return (current) => {
    if (ifMatch === undefined) return;
    if (!current || isMarker(current)) throw noSuchKey(request.key);
    if (!eTagMatches(ifMatch, current.eTag)) throw preconditionFailed('If-Match');
  };
}

/** Nothing here is locked. @throws ServiceError InvalidArgument @source recordings of localstack's test_s3_api, test_delete_object_with_no_locking */
export function checkBypass(request: S3Request): void {
  const header = 'x-amz-bypass-governance-retention';
  if (request.header(header) === undefined) return;
  throw new ServiceError('InvalidArgument', `${header} is only applicable to Object Lock enabled buckets.`, 400, { ArgumentName: header });
}

function preconditionFailed(condition: string): ServiceError {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return new ServiceError('PreconditionFailed', message, 412, { Condition: condition });
}

export function eTagMatches(header: string, eTag: string): boolean {
  return header.split(',').some((it) => {
    const tag = it
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1');
    return tag === '*' || tag === eTag;
  });
}

/** A date that cannot be read counts as none. */
function secondsOf(header: string | undefined, without: number): number {
  const parsed = header === undefined ? Number.NaN : Date.parse(header);
  return Number.isNaN(parsed) ? without : Math.floor(parsed / 1000);
}
