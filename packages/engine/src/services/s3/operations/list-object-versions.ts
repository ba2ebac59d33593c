import { ServiceError } from '../../../protocol/service-error.ts';
import { checkedVersionId, findBucket } from '../find.ts';
import { contentOf, encodingOf, limitOf, ownerOf } from '../listing.ts';
import type { S3Operation } from '../operation.ts';
import { isMarker, versionIdOf } from '../s3-version.ts';
import { listVersionsOf } from '../version-listing.ts';
import type { Xml } from '../xml.ts';

/** @source "ListObjectVersions", Amazon S3 API reference; recordings of localstack's test_s3_list_operations */
export const listObjectVersions: S3Operation = {
  name: 'ListObjectVersions',
  method: 'GET',
  on: 'bucket',
  query: ['versions'],
  run(on, { bucket: name, query, principalId }) {
    const bucket = findBucket(on, name);
    const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') || undefined];
    const [keyMarker, versionIdMarker] = [query.get('key-marker') ?? '', query.get('version-id-marker')];
    if (versionIdMarker !== null) checkMarkers(keyMarker, versionIdMarker);
    if (versionIdMarker !== null && bucket.versioning !== undefined) checkedVersionId(bucket, versionIdMarker);
    const limit = limitOf(query, 'max-keys', 'maxKeys');
    const owner = principalId === 'Anonymous' ? undefined : ownerOf(on.world);
    const encode = encodingOf(query);
    const marker = versionIdMarker ?? undefined;
    const { versions, commonPrefixes, next } = listVersionsOf(on.objects, name, {
      prefix,
      delimiter,
      keyMarker,
      versionIdMarker: marker,
      limit,
    });
    // In the order of the keys, which one list a kind would lose.
    const listed: Xml[] = versions.map(({ version, isLatest }): Xml => {
      const VersionId = versionIdOf(version);
      if (!isMarker(version)) return { Version: { ...contentOf(version, encode), VersionId, IsLatest: isLatest, Owner: owner } };
      const LastModified = new Date(version.lastModifiedMs);
      return { DeleteMarker: { Key: encode(version.key), VersionId, IsLatest: isLatest, LastModified, Owner: owner } };
    });
    const head = {
      Name: name,
      Prefix: encode(prefix),
      KeyMarker: encode(keyMarker),
      VersionIdMarker: versionIdMarker ?? '',
      NextKeyMarker: next && encode(next.key),
      NextVersionIdMarker: next?.versionId,
      Delimiter: delimiter === undefined ? undefined : encode(delimiter),
      MaxKeys: limit,
      EncodingType: query.get('encoding-type') ?? undefined,
      IsTruncated: next !== undefined,
    };
    const tail = { CommonPrefixes: commonPrefixes.map((it) => ({ Prefix: encode(it) })) };
    return { document: ['ListVersionsResult', [head, ...listed, tail]] };
  },
};

function checkMarkers(keyMarker: string, versionIdMarker: string): void {
  const members = { ArgumentName: 'version-id-marker', ArgumentValue: versionIdMarker };
  if (versionIdMarker === '') throw new ServiceError('InvalidArgument', 'A version-id marker cannot be empty.', 400, members);
  if (keyMarker === '')
    throw new ServiceError('InvalidArgument', 'A version-id marker cannot be specified without a key marker.', 400, members);
}
