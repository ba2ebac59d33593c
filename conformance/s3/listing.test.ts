// Listings of objects: order, prefixes, delimiters, pages, encodings.
import {
  ListObjectsCommand,
  type ListObjectsCommandInput,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf, type S3Endpoint, startS3 } from './endpoint.ts';

let endpoint: S3Endpoint;
let Bucket: string;
const keys = ['folder/aSubfolder/subFile1', 'folder/aSubfolder/subFile2', 'folder/file1', 'folder/file2', 'top', 'ünï +&<>'];
beforeAll(async () => {
  endpoint = await startS3();
  Bucket = await endpoint.bucket();
  for (const Key of [...keys].reverse()) await endpoint.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
});
afterAll(() => endpoint.stop());

const list = (more: Partial<ListObjectsCommandInput>) => endpoint.s3.send(new ListObjectsCommand({ Bucket, ...more }));
const listV2 = (more: Partial<ListObjectsV2CommandInput>) => endpoint.s3.send(new ListObjectsV2Command({ Bucket, ...more }));

test('keys come in the order of their bytes, with their facts', async () => {
  const { Contents = [], KeyCount, MaxKeys, IsTruncated } = await listV2({});
  expect(Contents.map((it) => it.Key)).toEqual(keys);
  expect({ KeyCount, MaxKeys, IsTruncated }).toEqual({ KeyCount: 6, MaxKeys: 1000, IsTruncated: false });
  expect(Contents[4]).toEqual({
    Key: 'top',
    LastModified: expect.any(Date),
    ETag: '"b28354b543375bfa94dabaeda722927f"',
    ChecksumAlgorithm: ['CRC32'],
    ChecksumType: 'FULL_OBJECT',
    Size: 3,
    StorageClass: 'STANDARD',
  });
});

// localstack test_s3_list_operations, test_list_objects_marker_common_prefixes
describe('the first version, by pages of one', () => {
  const page = { Prefix: 'folder/', Delimiter: '/', MaxKeys: 1 };
  test('goes from a common prefix to the keys after it', async () => {
    const first = await list(page);
    expect(first).toMatchObject({
      CommonPrefixes: [{ Prefix: 'folder/aSubfolder/' }],
      NextMarker: 'folder/aSubfolder/',
      IsTruncated: true,
    });
    const second = await list({ ...page, Marker: first.NextMarker });
    expect(second.Contents?.map((it) => it.Key)).toEqual(['folder/file1']);
    expect(second).toMatchObject({ Marker: 'folder/aSubfolder/', NextMarker: 'folder/file1', IsTruncated: true });
    const last = await list({ ...page, Marker: second.NextMarker });
    expect(last.Contents?.map((it) => it.Key)).toEqual(['folder/file2']);
    expect(last).toMatchObject({ IsTruncated: false });
    expect(last.NextMarker).toBeUndefined();
  });

  test('goes on after a key inside a common prefix', async () => {
    const manual = await list({ ...page, Marker: 'folder/aSubfolder/subFile1' });
    expect(manual.Contents?.map((it) => it.Key)).toEqual(['folder/file1']);
  });

  test('has a next marker with a delimiter alone', async () => {
    const { NextMarker, IsTruncated } = await list({ MaxKeys: 1 });
    expect([NextMarker, IsTruncated]).toEqual([undefined, true]);
  });
});

describe('the second version', () => {
  test('goes on by its token', async () => {
    const found: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await listV2({ MaxKeys: 2, ContinuationToken });
      found.push(...(page.Contents ?? []).map((it) => it.Key));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(found).toEqual(keys);
    expect((await listV2({ StartAfter: 'folder/file2' })).Contents?.map((it) => it.Key)).toEqual(keys.slice(4));
    expect(await refusalOf(listV2({ ContinuationToken: 'not-one' }), 'ArgumentName')).toEqual({
      code: 'InvalidArgument',
      message: 'The continuation token provided is incorrect',
      ArgumentName: 'continuation-token',
    });
  });

  test('encodes keys when asked', async () => {
    const { Contents } = await listV2({ Prefix: 'ü', EncodingType: 'url' });
    expect(Contents?.[0]?.Key).toBe('%C3%BCn%C3%AF%20%2B%26%3C%3E');
  });

  test('answers a thousand at most, and nothing when nothing is asked for', async () => {
    expect((await listV2({ MaxKeys: 5000 })).MaxKeys).toBe(1000);
    expect(await listV2({ MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false });
    expect(await refusalOf(listV2({ MaxKeys: -1 }), 'ArgumentName')).toMatchObject({ code: 'InvalidArgument', ArgumentName: 'max-keys' });
  });
});

test('every object has the version null', async () => {
  const { Versions = [] } = await endpoint.s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'top' }));
  expect(Versions).toMatchObject([{ Key: 'top', VersionId: 'null', IsLatest: true, Size: 3 }]);
});
