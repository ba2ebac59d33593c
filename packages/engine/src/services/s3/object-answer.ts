import { ServiceError } from '../../protocol/service-error.ts';
import type { Blobs, ByteRange } from '../../store/blobs.ts';
import { headerOfChecksum } from './checksums.ts';
import { partNumberOf } from './find-upload.ts';
import { encryptionHeaders } from './object-encryption.ts';
import type { ObjectPart, S3Object } from './s3-object.ts';
import type { S3Request } from './s3-request.ts';

/** Parameters of a GET that stand for headers of its answer. @source "GetObject", Amazon S3 API reference */
const overrides: { readonly [parameter: string]: string } = {
  'response-cache-control': 'cache-control',
  'response-content-disposition': 'content-disposition',
  'response-content-encoding': 'content-encoding',
  'response-content-language': 'content-language',
  'response-content-type': 'content-type',
  'response-expires': 'expires',
};

/** The headers of an object's answer, but for its length. */
export function objectHeaders(object: S3Object, request: S3Request): { [name: string]: string } {
  const headers: { [name: string]: string } = {
    'last-modified': new Date(object.lastModifiedMs).toUTCString(),
    etag: `"${object.eTag}"`,
    'accept-ranges': 'bytes',
    'content-type': 'binary/octet-stream',
    ...encryptionHeaders(object.encryption),
    ...object.headers,
  };
  const { checksum, storageClass, tags } = object;
  if (storageClass !== 'STANDARD') headers['x-amz-storage-class'] = storageClass;
  const tagCount = Object.keys(tags).length;
  if (tagCount > 0 && request.method === 'GET') headers['x-amz-tagging-count'] = String(tagCount);
  if (object.parts.length > 1 && request.query.has('partNumber')) headers['x-amz-mp-parts-count'] = String(object.parts.length);
  const part = partAsked(request, object);
  if (part?.checksum !== undefined && checksum && request.header('x-amz-checksum-mode') === 'ENABLED') {
    headers[headerOfChecksum(checksum.algorithm)] = part.checksum;
    headers['x-amz-checksum-type'] = checksum.type;
  } else if (checksum && request.header('x-amz-checksum-mode') === 'ENABLED' && isWhole(rangeOf(request, object), object)) {
    headers[headerOfChecksum(checksum.algorithm)] = checksum.value;
    headers['x-amz-checksum-type'] = checksum.type;
  }
  for (const [parameter, header] of Object.entries(overrides)) {
    const value = request.query.get(parameter);
    if (value !== null) headers[header] = value;
  }
  return headers;
}

/** A range of all there is has the checksum of it. @source recordings of localstack's test_s3_api, test_get_object_range */
function isWhole(range: ByteRange | undefined, { size }: S3Object): boolean {
  return range === undefined || (range.start === 0 && range.end === size);
}

/**
 * What part of an object is asked for; undefined is the whole. A range that cannot be read counts as none.
 * @throws ServiceError InvalidRange, InvalidRequest, InvalidArgument
 * @source RFC 9110 section 14
 */
export function rangeOf(request: S3Request, object: S3Object): ByteRange | undefined {
  const partNumber = request.query.get('partNumber');
  if (partNumber !== null) {
    if (request.header('range') !== undefined)
      throw new ServiceError('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter', 400);
    return rangeOfPart(object, partNumberOf(request));
  }
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(request.header('range')?.trim() ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  const { size } = object;
  const range =
    from === ''
      ? { start: Math.max(0, size - Number(to)), end: size }
      : { start: Number(from), end: to === '' ? size : Math.min(size, Number(to) + 1) };
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  if (range.start >= size || (from === '' && Number(to) === 0)) {
    const members = { RangeRequested: request.header('range'), ActualObjectSize: String(size) };
    throw new ServiceError('InvalidRange', 'The requested range is not satisfiable', 416, members);
  }
  return range;
}

/** The part that a request names, which is the only one of what was not put in parts. */
function partAsked({ query }: S3Request, { parts }: S3Object): ObjectPart | undefined {
  const asked = query.get('partNumber');
  return asked === null ? undefined : parts.find((it, position) => (it.partNumber ?? position + 1) === Number(asked));
}

function rangeOfPart({ parts, size }: S3Object, partNumber: number): ByteRange | undefined {
  const index = parts.findIndex((it, position) => (it.partNumber ?? position + 1) === partNumber);
  const part = parts[index];
  if (!part) {
    const members = { ActualPartCount: String(parts.length), PartNumberRequested: String(partNumber) };
    throw new ServiceError('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416, members);
  }
  if (parts.length === 1) return size === 0 ? undefined : { start: 0, end: size };
  const start = parts.slice(0, index).reduce((sum, it) => sum + it.size, 0);
  return { start, end: start + part.size };
}

/** The bytes of an object, from the files that it lies in: they stay until the last is read, whoever writes the object anew meanwhile. */
export function readObject(blobs: Blobs, object: S3Object, range: ByteRange): AsyncIterable<Buffer> {
  const release = blobs.hold(object.parts.map(({ blobId }) => blobId));
  return {
    [Symbol.asyncIterator]() {
      const pieces = piecesOf(blobs, object, range);
      return {
        async next() {
          try {
            const piece = await pieces.next();
            if (piece.done) release();
            return piece;
          } catch (error) {
            release();
            throw error;
          }
        },
        async return() {
          release();
          return pieces.return(undefined);
        },
      };
    },
  };
}

async function* piecesOf(blobs: Blobs, { parts }: S3Object, { start, end }: ByteRange): AsyncGenerator<Buffer, undefined> {
  let at = 0;
  for (const { blobId, size } of parts) {
    const [from, to] = [Math.max(start, at) - at, Math.min(end, at + size) - at];
    if (from < to) yield* blobs.read(blobId, { start: from, end: to });
    at += size;
  }
}
