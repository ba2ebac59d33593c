import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import { type Listed, listObjectsOf } from './object-listing.ts';
import type { S3State } from './operation.ts';
import type { S3Object } from './s3-object.ts';
import type { Xml } from './xml.ts';

export interface ListingRequest {
  readonly bucket: string;
  readonly query: URLSearchParams;
  readonly after: string;
  /** Nobody who did not sign is told of owners. @source recordings of localstack's test_s3, test_bucket_name_with_dots */
  readonly principalId: string;
}

export interface ListingAnswer {
  readonly listed: Listed;
  readonly contents: readonly { readonly [name: string]: Xml }[];
  /** What both versions of the listing answer. */
  readonly content: { readonly [name: string]: Xml };
  /** Keys as the caller wants them: XML cannot hold every character. */
  readonly encode: (text: string) => string;
}

/** @throws ServiceError InvalidArgument */
export function listingOf(on: S3State, { bucket, query, after, principalId }: ListingRequest): ListingAnswer {
  const maxKeys = limitOf(query, 'max-keys', 'maxKeys');
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') || undefined;
  const encode = encodingOf(query);
  const listed = listObjectsOf(on.objects, bucket, { prefix, delimiter, after, limit: maxKeys });
  const withOwner = principalId !== 'Anonymous' && (query.get('list-type') !== '2' || query.get('fetch-owner') === 'true');
  const contents = listed.objects.map((object) => ({ ...contentOf(object, encode), Owner: withOwner ? ownerOf(on.world) : undefined }));
  return {
    listed,
    encode,
    contents,
    content: {
      Name: bucket,
      Prefix: encode(prefix),
      Delimiter: delimiter === undefined ? undefined : encode(delimiter),
      MaxKeys: maxKeys,
      EncodingType: query.get('encoding-type') ?? undefined,
      IsTruncated: listed.lastOfMany !== undefined,
      Contents: contents,
      CommonPrefixes: listed.commonPrefixes.map((it) => ({ Prefix: encode(it) })),
    },
  };
}

export function contentOf(object: S3Object, encode: (text: string) => string): { readonly [name: string]: Xml } {
  return {
    Key: encode(object.key),
    LastModified: new Date(object.lastModifiedMs),
    ETag: `"${object.eTag}"`,
    ChecksumAlgorithm: object.checksum?.algorithm,
    ChecksumType: object.checksum?.type,
    Size: object.size,
    StorageClass: object.storageClass,
  };
}

export function ownerOf({ accountId }: World): { readonly ID: string; readonly DisplayName: string } {
  return { ID: accountId, DisplayName: accountId };
}

/** How keys go into the document. @throws ServiceError InvalidArgument */
export function encodingOf(query: URLSearchParams): (text: string) => string {
  const type = query.get('encoding-type');
  if (type === null) return (text) => text;
  if (type !== 'url') {
    const members = { ArgumentName: 'encoding-type', ArgumentValue: type };
    throw new ServiceError('InvalidArgument', 'Invalid Encoding Method specified in Request', 400, members);
  }
  return (text) => encodeURIComponent(text).replaceAll('%2F', '/').replaceAll("'", '%27');
}

const maximumListed = 1000;
const maximumInteger = 2_147_483_647;

/** How many a listing holds at most. @param argument what AWS calls the parameter when it is out of range @throws ServiceError InvalidArgument */
export function limitOf(query: URLSearchParams, parameter: string, argument: string): number {
  const text = query.get(parameter);
  if (text === null || text === '') return maximumListed;
  const members = { ArgumentName: parameter, ArgumentValue: text };
  if (!/^-?\d+$/.test(text) || Math.abs(Number(text)) > maximumInteger)
    throw new ServiceError('InvalidArgument', `Provided ${parameter} not an integer or within integer range`, 400, members);
  if (Number(text) < 0)
    throw new ServiceError('InvalidArgument', `Argument ${argument} must be an integer between 0 and ${maximumInteger}`, 400, members);
  return Math.min(Number(text), maximumListed);
}
