import { ServiceError } from '../../protocol/service-error.ts';
import type { Listed } from './object-index.ts';
import type { S3State } from './operation.ts';
import type { Xml } from './xml.ts';

export interface ListingRequest {
  readonly bucket: string;
  readonly query: URLSearchParams;
  readonly after: string;
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
export function listingOf(on: S3State, { bucket, query, after }: ListingRequest): ListingAnswer {
  const maxKeys = maxKeysOf(query.get('max-keys'));
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') || undefined;
  const encode = encodingOf(query);
  const listed = on.objects.list(bucket, { prefix, delimiter, after, limit: Math.min(maxKeys, 1000) });
  const owner = { ID: on.world.accountId, DisplayName: on.world.accountId };
  const withOwner = query.get('list-type') !== '2' || query.get('fetch-owner') === 'true';
  const contents = listed.objects.map((object) => ({
    Key: encode(object.key),
    LastModified: new Date(object.lastModifiedMs),
    ETag: `"${object.eTag}"`,
    ChecksumAlgorithm: object.checksum?.algorithm,
    ChecksumType: object.checksum?.type,
    Size: object.size,
    Owner: withOwner ? owner : undefined,
    StorageClass: object.storageClass,
  }));
  return {
    listed,
    encode,
    contents,
    content: {
      Name: bucket,
      Prefix: encode(prefix),
      Delimiter: delimiter === undefined ? undefined : encode(delimiter),
      MaxKeys: Math.min(maxKeys, 1000),
      EncodingType: query.get('encoding-type') ?? undefined,
      IsTruncated: listed.lastOfMany !== undefined,
      Contents: contents,
      CommonPrefixes: listed.commonPrefixes.map((it) => ({ Prefix: encode(it) })),
    },
  };
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

function maxKeysOf(text: string | null): number {
  if (text === null || text === '') return 1000;
  const members = { ArgumentName: 'max-keys', ArgumentValue: text };
  if (!/^-?\d+$/.test(text))
    throw new ServiceError('InvalidArgument', 'Provided max-keys not an integer or within integer range', 400, members);
  if (Number(text) < 0)
    throw new ServiceError('InvalidArgument', 'Argument maxKeys must be an integer between 0 and 2147483647', 400, members);
  return Number(text);
}
