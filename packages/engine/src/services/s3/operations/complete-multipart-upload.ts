import { createHash } from 'node:crypto';
import { ServiceError } from '../../../protocol/service-error.ts';
import { type ChecksumAlgorithm, createChecksum, headerOfChecksum } from '../checksums.ts';
import { findBucket } from '../find.ts';
import { findUpload } from '../find-upload.ts';
import type { MultipartUpload, UploadedPart } from '../multipart-upload.ts';
import { storeObject } from '../new-object.ts';
import { readObject } from '../object-answer.ts';
import type { S3Operation, S3State } from '../operation.ts';
import { readDocument } from '../payload.ts';
import type { ObjectChecksum, S3Object } from '../s3-object.ts';
import { type Element, malformedXml, maximumXmlBytes, parseDocument } from '../xml.ts';

/** All parts but the last. @source "Amazon S3 multipart upload limits" */
const minimumPartBytes = 5 * 1024 * 1024;

/** @source "CompleteMultipartUpload", Amazon S3 API reference */
export const completeMultipartUpload: S3Operation = {
  name: 'CompleteMultipartUpload',
  method: 'POST',
  on: 'object',
  query: ['uploadId'],
  async run(on, request) {
    const upload = findUpload(on, request);
    const root = parseDocument(await readDocument(request, maximumXmlBytes), 'CompleteMultipartUpload');
    const parts = partsOf(upload, root);
    const eTag = `${md5OfMd5s(parts)}-${parts.length}`;
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    const object: S3Object = {
      key: upload.key,
      size,
      eTag,
      lastModifiedMs: on.world.now(),
      parts: parts.map(({ blobId, size: bytes }) => ({ blobId, size: bytes })),
      headers: upload.headers,
      tags: upload.tags,
      storageClass: upload.storageClass,
    };
    const checksum = await checksumOf(on, upload, parts, object);
    checkAnnounced(request.header(headerOfChecksum(checksum.algorithm)), checksum);
    const bucket = findBucket(on, request.bucket);
    await storeObject(on, { bucket, request, object: { ...object, checksum }, eventName: 'ObjectCreated:CompleteMultipartUpload' });
    await on.uploads.delete(upload.uploadId);
    const used = new Set(parts.map(({ blobId }) => blobId));
    await Promise.all(Object.values(upload.parts).map(({ blobId }) => (used.has(blobId) ? undefined : on.blobs.delete(blobId))));
    const location = `http://${request.header('host')}/${request.bucket}/${encodeURIComponent(upload.key)}`;
    return {
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
  },
};

/** The parts that the client names, in its order. @throws ServiceError MalformedXML, InvalidPart, InvalidPartOrder, EntityTooSmall */
function partsOf(upload: MultipartUpload, root: Element): readonly UploadedPart[] {
  const named = root.all('Part');
  if (named.length === 0) throw malformedXml();
  let last = 0;
  const parts = named.map((it) => {
    const number = Number(it.textOf('PartNumber'));
    if (!Number.isInteger(number)) throw malformedXml();
    if (number <= last) throw invalidOrder(upload);
    last = number;
    return partOf(upload, number, it);
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

function partOf({ parts, uploadId, checksumAlgorithm }: MultipartUpload, number: number, named: Element): UploadedPart {
  const part = parts[number];
  const eTag = (named.textOf('ETag') ?? '').replaceAll('"', '');
  const checksum = named.textOf(`Checksum${checksumAlgorithm}`);
  if (part && part.eTag === eTag && (checksum === undefined || checksum === part.checksum)) return part;
  const message =
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.";
  throw new ServiceError('InvalidPart', message, 400, { UploadId: uploadId, PartNumber: String(number), ETag: eTag });
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

/** Of the parts' checksums, or of all the bytes: those are read once more, as nothing else gives a checksum of the whole. */
async function checksumOf(on: S3State, upload: MultipartUpload, parts: readonly UploadedPart[], object: S3Object): Promise<ObjectChecksum> {
  const { checksumAlgorithm: algorithm, checksumType: type } = upload;
  const digest = createChecksum(algorithm);
  if (type === 'COMPOSITE') {
    for (const { checksum } of parts) digest.update(Buffer.from(checksum, 'base64'));
    return { algorithm, type, value: `${digest.digest()}-${parts.length}` };
  }
  for await (const piece of readObject(on.blobs, object, { start: 0, end: object.size })) digest.update(piece);
  return { algorithm, type, value: digest.digest() };
}

function checkAnnounced(
  announced: string | undefined,
  { algorithm, value }: { readonly algorithm: ChecksumAlgorithm; readonly value: string },
): void {
  if (announced === undefined || announced === value || announced === value.replace(/-\d+$/, '')) return;
  throw new ServiceError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`, 400);
}
