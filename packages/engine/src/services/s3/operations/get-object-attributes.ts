import { ServiceError } from '../../../protocol/service-error.ts';
import { passesReadConditions } from '../conditions.ts';
import { findObject, versionHeaders } from '../find.ts';
import type { S3Operation } from '../operation.ts';
import type { S3Object } from '../s3-object.ts';
import type { S3Request } from '../s3-request.ts';
import type { Xml } from '../xml.ts';

const attributes: readonly string[] = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

/** @source "GetObjectAttributes", Amazon S3 API reference */
export const getObjectAttributes: S3Operation = {
  name: 'GetObjectAttributes',
  method: 'GET',
  on: 'object',
  query: ['attributes'],
  run(on, request) {
    const object = findObject(on, request);
    const asked = (request.header('x-amz-object-attributes') ?? '')
      .split(',')
      .map((it) => it.trim())
      .filter((it) => it !== '');
    if (asked.length === 0)
      throw new ServiceError(
        'InvalidRequest',
        'The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty',
        400,
      );
    if (!asked.every((it) => attributes.includes(it)))
      throw new ServiceError('InvalidArgument', 'Invalid attribute name specified.', 400, { ArgumentName: 'x-amz-object-attributes' });
    const headers = { 'last-modified': new Date(object.lastModifiedMs).toUTCString(), ...versionHeaders(on, request.bucket, object) };
    if (!passesReadConditions(request, object, { nowMs: on.world.now() })) return { status: 304, headers };
    const { checksum } = object;
    const has = (name: string): boolean => asked.includes(name);
    const isMultipart = /-\d+$/.test(object.eTag);
    return {
      headers,
      document: [
        'GetObjectAttributesResponse',
        {
          ETag: has('ETag') ? object.eTag : undefined,
          Checksum:
            has('Checksum') && checksum
              ? { [`Checksum${checksum.algorithm}`]: checksum.value.replace(/-\d+$/, ''), ChecksumType: checksum.type }
              : undefined,
          ObjectParts: has('ObjectParts') && isMultipart ? partsOf(request, object) : undefined,
          StorageClass: has('StorageClass') ? object.storageClass : undefined,
          ObjectSize: has('ObjectSize') ? object.size : undefined,
        },
      ],
    };
  },
};

const maximumParts = 1000;

/** Each part is told of where the client had named an algorithm; their number else. @source "GetObjectAttributes", Amazon S3 API reference */
function partsOf(request: S3Request, { parts, checksum }: S3Object): Xml {
  const count = { PartsCount: parts.length };
  if (!checksum || !parts.every((it) => it.checksum !== undefined)) return count;
  const marker = Number(request.header('x-amz-part-number-marker') ?? 0) || 0;
  const limit = Math.min(maximumParts, Number(request.header('x-amz-max-parts') ?? maximumParts) || maximumParts);
  const rest = parts.filter(({ partNumber = 0 }) => partNumber > marker);
  const listed = rest.slice(0, limit);
  return {
    ...count,
    PartNumberMarker: marker,
    NextPartNumberMarker: listed.at(-1)?.partNumber ?? 0,
    MaxParts: limit,
    IsTruncated: rest.length > listed.length,
    Part: listed.map((it) => ({ PartNumber: it.partNumber, Size: it.size, [`Checksum${checksum.algorithm}`]: it.checksum })),
  };
}
