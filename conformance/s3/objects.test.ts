// Objects: what is put comes back, conditions, ranges, keys, digests, copies. Uploads in parts are in multipart.test.ts, listings in listing.test.ts.
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf, type S3Endpoint, startS3 } from './endpoint.ts';

let endpoint: S3Endpoint;
let Bucket: string;
beforeAll(async () => {
  endpoint = await startS3();
  Bucket = await endpoint.bucket();
});
afterAll(() => endpoint.stop());

const put = (Key: string, more: Partial<PutObjectCommandInput> = {}) =>
  endpoint.s3.send(new PutObjectCommand({ Bucket, Key, Body: '0123456789', ...more }));
const get = (Key: string, more: Partial<GetObjectCommandInput> = {}) => endpoint.s3.send(new GetObjectCommand({ Bucket, Key, ...more }));

describe('an object', () => {
  // localstack test_s3_api, test_get_object_with_version_unversioned_bucket
  test('comes back with what was said of it', async () => {
    const said = {
      ContentType: 'text/x-note',
      CacheControl: 'max-age=5',
      ContentLanguage: 'en',
      ContentEncoding: 'identity',
      ContentDisposition: 'inline',
      Metadata: { author: 'ann', two: 'b c' },
    };
    expect(await put('said', said)).toMatchObject({
      ETag: '"781e5e245d69b566979b86e28d23f2c7"',
      ChecksumCRC32: 'poTHxg==',
      ChecksumType: 'FULL_OBJECT',
      ServerSideEncryption: 'AES256',
    });
    const got = await get('said', { ChecksumMode: 'ENABLED' });
    expect(got).toMatchObject({
      ...said,
      AcceptRanges: 'bytes',
      ContentLength: 10,
      ServerSideEncryption: 'AES256',
      ChecksumCRC32: 'poTHxg==',
      ChecksumType: 'FULL_OBJECT',
    });
    expect(await got.Body?.transformToString()).toBe('0123456789');
  });

  test('without a type has that of S3', async () => {
    const headers = {
      authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
    };
    await fetch(`${endpoint.url}/${Bucket}/typeless`, { method: 'PUT', body: Buffer.from('x'), headers });
    expect((await get('typeless')).ContentType).toBe('binary/octet-stream');
  });

  test.each([
    'plain',
    'with space',
    'plus+and%25',
    'a//b/',
    'ünï/日本/😀',
    '../up',
    './here',
    "quote'(1)!*~",
    'ques?tion#hash',
    'back\\slash',
    'semi;colon=&',
    'a'.repeat(1024),
  ])('is found by the key %s', async (Key) => {
    await put(Key, { Body: Key });
    expect(await (await get(Key)).Body?.transformToString()).toBe(Key);
    await endpoint.s3.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(await refusalOf(get(Key), 'Key')).toEqual({ code: 'NoSuchKey', message: 'The specified key does not exist.', Key });
  });

  test('has a key of 1,024 bytes at most', async () => {
    expect(await refusalOf(put('ä'.repeat(513)), 'Size', 'MaxSizeAllowed')).toEqual({
      code: 'KeyTooLongError',
      message: 'Your key is too long',
      Size: '1026',
      MaxSizeAllowed: '1024',
    });
  });

  test('is told of by its attributes', async () => {
    await put('attributes');
    const ObjectAttributes = ['ETag' as const, 'ObjectSize' as const, 'StorageClass' as const, 'Checksum' as const];
    expect(await endpoint.s3.send(new GetObjectAttributesCommand({ Bucket, Key: 'attributes', ObjectAttributes }))).toMatchObject({
      ETag: '781e5e245d69b566979b86e28d23f2c7',
      ObjectSize: 10,
      StorageClass: 'STANDARD',
      Checksum: { ChecksumCRC32: 'poTHxg==', ChecksumType: 'FULL_OBJECT' },
    });
  });

  test('under a version that is none is refused', async () => {
    await put('versionless');
    const VersionId = 'HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD';
    // localstack test_s3_api, test_get_object_with_version_unversioned_bucket
    expect(await refusalOf(get('versionless', { VersionId }), 'ArgumentName', 'ArgumentValue')).toEqual({
      code: 'InvalidArgument',
      message: 'Invalid version id specified',
      ArgumentName: 'versionId',
      ArgumentValue: VersionId,
    });
    expect((await get('versionless', { VersionId: 'null' })).ContentLength).toBe(10);
  });

  test('takes the encryption of its request', async () => {
    const put1 = await put('kms', {
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: 'arn:aws:kms:us-east-1:1:key/k',
      BucketKeyEnabled: true,
    });
    const told = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'arn:aws:kms:us-east-1:1:key/k', BucketKeyEnabled: true };
    expect(put1).toMatchObject(told);
    expect(await endpoint.s3.send(new HeadObjectCommand({ Bucket, Key: 'kms' }))).toMatchObject(told);
  });
});

// localstack test_s3_api, test_get_object_range
const ranges: readonly { range: string; body: string; contentRange?: string }[] = [
  { range: 'bytes=0-8', body: '012345678', contentRange: 'bytes 0-8/10' },
  { range: 'bytes=1-1', body: '1', contentRange: 'bytes 1-1/10' },
  { range: 'bytes=1-0', body: '0123456789' },
  { range: 'bytes=1-', body: '123456789', contentRange: 'bytes 1-9/10' },
  { range: 'bytes=-1-', body: '0123456789' },
  { range: 'bytes=-2', body: '89', contentRange: 'bytes 8-9/10' },
  { range: 'bytes=-9', body: '123456789', contentRange: 'bytes 1-9/10' },
  { range: 'bytes=-15', body: '0123456789', contentRange: 'bytes 0-9/10' },
  { range: 'bytes=0-100', body: '0123456789', contentRange: 'bytes 0-9/10' },
  { range: 'bytes=0-0', body: '0', contentRange: 'bytes 0-0/10' },
  { range: 'bytes=0--1', body: '0123456789' },
  { range: 'bytes=0-1,3-4', body: '0123456789' },
  { range: '0-1', body: '0123456789' },
  { range: 'bytes=-', body: '0123456789' },
];

describe('a range', () => {
  test.each(ranges)('$range', async ({ range, body, contentRange }) => {
    await put('range');
    const got = await get('range', { Range: range, ChecksumMode: 'ENABLED' });
    expect(got.ContentRange).toBe(contentRange);
    expect(got.$metadata.httpStatusCode).toBe(contentRange === undefined ? 200 : 206);
    expect(got.ChecksumCRC32).toBe(body.length === 10 ? 'poTHxg==' : undefined);
    expect(await got.Body?.transformToString()).toBe(body);
  });

  test.each(['bytes=-0', 'bytes=100-200'])('%s is not there', async (Range) => {
    await put('range');
    expect(await refusalOf(get('range', { Range }), 'ActualObjectSize', 'RangeRequested')).toEqual({
      code: 'InvalidRange',
      message: 'The requested range is not satisfiable',
      ActualObjectSize: '10',
      RangeRequested: Range,
    });
  });
});

describe('a condition', () => {
  const failed = { code: 'PreconditionFailed', message: 'At least one of the pre-conditions you specified did not hold' };
  const eTag = '"781e5e245d69b566979b86e28d23f2c7"';
  const past = new Date('2020-01-01');
  const future = new Date('2100-01-01');
  // "GetObject", Amazon S3 API reference
  test.each<{ name: string; input: Partial<GetObjectCommandInput>; condition?: string }>([
    { name: 'If-Match of the tag', input: { IfMatch: eTag } },
    { name: 'If-Match of another', input: { IfMatch: '"x"' }, condition: 'If-Match' },
    { name: 'If-Unmodified-Since the future', input: { IfUnmodifiedSince: future } },
    { name: 'If-Unmodified-Since the past', input: { IfUnmodifiedSince: past }, condition: 'If-Unmodified-Since' },
    { name: 'If-Match before If-Unmodified-Since', input: { IfMatch: eTag, IfUnmodifiedSince: past } },
    { name: 'If-None-Match of another', input: { IfNoneMatch: '"x"' } },
    { name: 'If-Modified-Since the past', input: { IfModifiedSince: past } },
  ])('$name', async ({ input, condition }) => {
    await put('conditional');
    if (condition === undefined) expect((await get('conditional', input)).ContentLength).toBe(10);
    else expect(await refusalOf(get('conditional', input), 'Condition')).toEqual({ ...failed, Condition: condition });
  });

  test.each<Partial<GetObjectCommandInput>>([{ IfNoneMatch: eTag }, { IfModifiedSince: new Date(Date.now() + 60_000) }])(
    '304 for %o',
    async (input) => {
      await put('conditional');
      await expect(get('conditional', input)).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    },
  );

  // localstack test_s3_preconditions
  test('guards a write', async () => {
    expect(await refusalOf(put('guarded', { IfMatch: '"x"' }), 'Key')).toMatchObject({ code: 'NoSuchKey', Key: 'guarded' });
    await put('guarded', { IfNoneMatch: '*' });
    expect(await refusalOf(put('guarded', { IfNoneMatch: '*' }), 'Condition')).toEqual({ ...failed, Condition: 'If-None-Match' });
    expect(await refusalOf(put('guarded', { IfMatch: '"x"' }), 'Condition')).toEqual({ ...failed, Condition: 'If-Match' });
    await put('guarded', { IfMatch: eTag });
    expect(await refusalOf(put('guarded', { IfNoneMatch: '"x"' }), 'Header')).toMatchObject({
      code: 'NotImplemented',
      Header: 'If-None-Match',
    });
  });
});

describe('a digest that is not that of the bytes', () => {
  // "PutObject", Amazon S3 API reference; ceph s3-tests test_object_create_bad_md5
  test('is refused, and nothing is kept', async () => {
    expect(await refusalOf(put('digest', { ContentMD5: '1B2M2Y8AsgTpgAmY7PhCfg==' }))).toMatchObject({ code: 'BadDigest' });
    expect(await refusalOf(put('digest', { ContentMD5: 'AAAA' }))).toEqual({
      code: 'InvalidDigest',
      message: 'The Content-MD5 you specified was invalid.',
    });
    expect(await refusalOf(put('digest', { ChecksumSHA256: Buffer.alloc(32).toString('base64') }))).toMatchObject({ code: 'BadDigest' });
    expect(await refusalOf(get('digest'))).toMatchObject({ code: 'NoSuchKey' });
  });
});

describe('a copy', () => {
  const copy = (Key: string, CopySource: string, more: object = {}) =>
    endpoint.s3.send(new CopyObjectCommand({ Bucket, Key, CopySource, ...more }));

  test('brings bytes, type, metadata and checksum', async () => {
    await put('copy/söurce', { ContentType: 'a/b', Metadata: { m: '1' } });
    const { CopyObjectResult, ServerSideEncryption } = await copy('copy/target', `${Bucket}/${encodeURIComponent('copy/söurce')}`);
    expect(CopyObjectResult).toMatchObject({ ETag: '"781e5e245d69b566979b86e28d23f2c7"', ChecksumCRC32: 'poTHxg==' });
    expect(ServerSideEncryption).toBe('AES256');
    expect(await get('copy/target')).toMatchObject({ ContentType: 'a/b', Metadata: { m: '1' } });
  });

  test('replaces metadata when asked, and is refused onto itself without a change', async () => {
    await put('copy/self', { Metadata: { m: '1' } });
    expect(await refusalOf(copy('copy/self', `${Bucket}/copy/self`))).toEqual({
      code: 'InvalidRequest',
      message:
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    });
    await copy('copy/self', `${Bucket}/copy/self`, { MetadataDirective: 'REPLACE', Metadata: { m: '2' } });
    expect((await get('copy/self')).Metadata).toEqual({ m: '2' });
  });

  test('of what is not there is refused', async () => {
    expect(await refusalOf(copy('x', `${Bucket}/none`), 'Key')).toMatchObject({ code: 'NoSuchKey', Key: 'none' });
    expect(await refusalOf(copy('x', 'no-such-bucket-anywhere/none'))).toMatchObject({ code: 'NoSuchBucket' });
  });
});

test('many are deleted at once, there or not', async () => {
  await put('many/1');
  const Objects = [{ Key: 'many/1' }, { Key: 'many/none' }, { Key: 'many/1', VersionId: 'HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD' }];
  const { Deleted, Errors } = await endpoint.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  expect(Deleted).toEqual([{ Key: 'many/1' }, { Key: 'many/none' }]);
  // localstack test_s3_api, test_delete_objects
  expect(Errors).toEqual([
    {
      Code: 'NoSuchVersion',
      Key: 'many/1',
      Message: 'The specified version does not exist.',
      VersionId: 'HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD',
    },
  ]);
});
