import { createHash } from 'node:crypto';
import { ServiceError } from '../../../protocol/service-error.ts';
import { combineChecksums } from '../checksum-combine.ts';
import { type ChecksumAlgorithm, createChecksum, headerOfChecksum } from '../checksums.ts';
import { checkConflict, checkWriteConditions } from '../conditions.ts';
import { findBucket, newVersionHeaders } from '../find.ts';
import { dropUpload, findUpload } from '../find-upload.ts';
import { expirationHeaders } from '../lifecycle-rules.ts';
import type { MultipartUpload, UploadedPart } from '../multipart-upload.ts';
import { readObject } from '../object-answer.ts';
import { encryptionHeaders } from '../object-encryption.ts';
import type { S3Answer, S3Operation, S3State } from '../operation.ts';
import { readDocument } from '../payload.ts';
import { type Element, malformedXml, maximumXmlBytes, parseDocument } from '../request-document.ts';
import type { ObjectChecksum, S3Object } from '../s3-object.ts';
import type { S3Request } from '../s3-request.ts';
import { storeObject } from '../store-object.ts';

/** All parts but the last. @source "Amazon S3 multipart upload limits" */
const minimumPartBytes = 5 * 1024 * 1024;

/** @source "CompleteMultipartUpload", Amazon S3 API reference */
export const completeMultipartUpload: S3Operation = {
  name: 'CompleteMultipartUpload',
  method: 'POST',
  on: 'object',
  query: ['uploadId'],
  async run(on, request) {
    findUpload(on, request);
    const root = parseDocument(await readDocument(request, maximumXmlBytes, { checksumIsOfBody: false }), 'CompleteMultipartUpload');
    // From here on nobody else may complete it, abort it or put a part of it: its parts become the object's.
    const upload = findUpload(on, request);
    on.completing.add(upload.uploadId);
    try {
      return await complete(on, request, upload, root);
    } finally {
      on.completing.delete(upload.uploadId);
    }
  },
};

async function complete(on: S3State, request: S3Request, upload: MultipartUpload, root: Element): Promise<S3Answer> {
  const existing = on.objects.get(request.bucket, upload.key);
  checkWriteConditions(request, existing);
  checkConflict(request, upload, existing);
  checkMode(request, upload);
  const parts = partsOf(on, upload, root);
  checkSize(request, parts);
  const eTag = `${md5OfMd5s(parts)}-${parts.length}`;
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const object: S3Object = {
    key: upload.key,
    size,
    eTag,
    lastModifiedMs: on.world.now(),
    parts: parts.map(({ blobId, size: bytes, partNumber, checksum: own }) => ({
      blobId,
      size: bytes,
      partNumber,
      ...(upload.checksumNamed && upload.checksumType === 'COMPOSITE' && { checksum: own }),
    })),
    headers: upload.headers,
    tags: upload.tags,
    storageClass: upload.storageClass,
    acl: upload.acl,
    encryption: upload.encryption,
  };
  const checksum = await checksumOf(on, upload, parts, object);
  checkAnnounced(request.header(headerOfChecksum(checksum.algorithm)), checksum);
  const eventName = 'ObjectCreated:CompleteMultipartUpload';
  const stored = await storeObject(on, { request, object: { ...object, checksum }, eventName });
  await dropUpload(on, upload, new Set(parts.map(({ blobId }) => blobId)));
  const location = `http://${request.header('host')}/${request.bucket}/${encodeURIComponent(upload.key)}`;
  return {
    headers: {
      ...encryptionHeaders(upload.encryption),
      ...newVersionHeaders(stored),
      ...expirationHeaders(findBucket(on, request.bucket), stored),
    },
    document: [
      'CompleteMultipartUploadResult',
      {
        Location: location,
        Bucket: request.bucket,
        Key: upload.key,
        ETag: `"${eTag}"`,
        [`Checksum${checksum.algorithm}`]: checksum.value,
        ChecksumType: checksum.type,
      },
    ],
  };
}

/** @source "CompleteMultipartUpload", Amazon S3 API reference: x-amz-mp-object-size */
function checkSize(request: S3Request, parts: readonly UploadedPart[]): void {
  const announced = request.header('x-amz-mp-object-size');
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (announced === undefined || Number(announced) === size) return;
  const message = `The provided 'x-amz-mp-object-size' header value ${announced} does not match what was computed: ${size}`;
  throw new ServiceError('InvalidRequest', message, 400);
}

/** The parts that the client names, in its order. @throws ServiceError MalformedXML, InvalidPart, InvalidPartOrder, EntityTooSmall */
function partsOf(on: S3State, upload: MultipartUpload, root: Element): readonly UploadedPart[] {
  const named = root.all('Part');
  if (named.length === 0) throw malformedXml();
  let last = 0;
  const parts = named.map((it) => {
    const number = Number(it.textOf('PartNumber'));
    if (!Number.isInteger(number)) throw malformedXml();
    if (number <= last) throw invalidOrder(upload);
    last = number;
    return partOf(on, upload, { number, named: it });
  });
  const small = parts.slice(0, -1).find(({ size }) => size < minimumPartBytes);
  if (small) {
    const members = {
      ETag: small.eTag,
      MinSizeAllowed: String(minimumPartBytes),
      PartNumber: String(small.partNumber),
      ProposedSize: String(small.size),
    };
    throw new ServiceError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, members);
  }
  return parts;
}

function partOf(
  on: S3State,
  upload: MultipartUpload,
  { number, named }: { readonly number: number; readonly named: Element },
): UploadedPart {
  const { uploadId } = upload;
  const part = on.parts.get(uploadId, number);
  const eTag = (named.textOf('ETag') ?? '').replaceAll('"', '');
  if (part && part.eTag === eTag && hasChecksumOf(upload, part, named)) return part;
  const message =
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.";
  throw new ServiceError('InvalidPart', message, 400, { UploadId: uploadId, PartNumber: String(number), ETag: eTag });
}

/** @throws ServiceError InvalidRequest, BadDigest @source recordings of localstack's test_s3, TestS3MultipartUploadChecksum */
function hasChecksumOf({ checksumAlgorithm, checksumNamed, checksumType }: MultipartUpload, part: UploadedPart, named: Element): boolean {
  const given = named.children.find(({ name }) => name.startsWith('Checksum'));
  if (!checksumNamed) return given === undefined;
  const own = named.textOf(`Checksum${checksumAlgorithm}`);
  if (own !== undefined) return own === part.checksum;
  if (checksumType === 'FULL_OBJECT') return true;
  if (given) {
    const algorithm = given.name.slice('Checksum'.length).toLowerCase();
    const message = `The ${algorithm} you specified for part ${part.partNumber} did not match what we received.`;
    throw new ServiceError('BadDigest', message, 400);
  }
  const created = `The upload was created using a ${checksumAlgorithm.toLowerCase()} checksum.`;
  const missing = `The complete request must include the checksum for each part. It was missing for part ${part.partNumber} in the request.`;
  throw new ServiceError('InvalidRequest', `${created} ${missing}`, 400);
}

/** @throws ServiceError InvalidRequest */
function checkMode(request: S3Request, { checksumNamed, checksumType }: MultipartUpload): void {
  const asked = request.header('x-amz-checksum-type')?.toUpperCase();
  if (asked === undefined || asked === checksumType) return;
  const own = checksumNamed ? checksumType : 'null';
  const message = `The upload was created using the ${own} checksum mode. The complete request must use the same checksum mode.`;
  throw new ServiceError('InvalidRequest', message, 400);
}

function invalidOrder({ uploadId }: MultipartUpload): ServiceError {
  const message = 'The list of parts was not in ascending order. Parts must be ordered by part number.';
  return new ServiceError('InvalidPartOrder', message, 400, { UploadId: uploadId });
}

function md5OfMd5s(parts: readonly UploadedPart[]): string {
  const digest = createHash('md5');
  for (const { eTag } of parts) digest.update(Buffer.from(eTag, 'hex'));
  return digest.digest('hex');
}

/** Of the parts' checksums, or of all the bytes: those are read once more where a part has the checksum of another algorithm. */
async function checksumOf(on: S3State, upload: MultipartUpload, parts: readonly UploadedPart[], object: S3Object): Promise<ObjectChecksum> {
  const { checksumAlgorithm: algorithm, checksumType: type } = upload;
  const digest = createChecksum(algorithm);
  if (type === 'COMPOSITE') {
    for (const { checksum } of parts) digest.update(Buffer.from(checksum, 'base64'));
    return { algorithm, type, value: `${digest.digest()}-${parts.length}` };
  }
  const combined = parts.every((it) => it.checksumAlgorithm === algorithm) ? combineChecksums(algorithm, parts) : undefined;
  if (combined !== undefined) return { algorithm, type, value: combined };
  for await (const piece of readObject(on.blobs, object, { start: 0, end: object.size })) digest.update(piece);
  return { algorithm, type, value: digest.digest() };
}

function checkAnnounced(
  announced: string | undefined,
  { algorithm, value }: { readonly algorithm: ChecksumAlgorithm; readonly value: string },
): void {
  if (announced === undefined || announced === value || announced === value.replace(/-\d+$/, '')) return;
  throw new ServiceError('BadDigest', `The ${algorithm.toLowerCase()} you specified did not match the calculated checksum.`, 400);
}
