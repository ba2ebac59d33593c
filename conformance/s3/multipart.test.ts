// Uploads in parts, and the listings of uploads and parts.
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
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

const begin = async (Key: string, more: object = {}): Promise<string> =>
  (await endpoint.s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }))).UploadId ?? '';
const upload = (Key: string, UploadId: string, PartNumber: number, Body: string | Buffer, more: object = {}) =>
  endpoint.s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ...more }));
const complete = (Key: string, UploadId: string, Parts: CompletedPart[], more: Partial<CompleteMultipartUploadCommandInput> = {}) =>
  endpoint.s3.send(
    new CompleteMultipartUploadCommand({
      Bucket,
      Key,
      UploadId,
      MultipartUpload: { Parts },
      ...more,
    }),
  );

test('parts become one object', async () => {
  const Key = 'whole';
  const UploadId = await begin(Key, { ContentType: 'a/b', Metadata: { m: '1' } });
  const one = await upload(Key, UploadId, 1, Buffer.alloc(5 * 1024 * 1024, 'a'));
  const two = await upload(Key, UploadId, 2, 'tail');
  expect(two).toMatchObject({ ETag: '"7aea2552dfe7eb84b9443b6fc9ba6e01"', ServerSideEncryption: 'AES256' });
  const listed = await endpoint.s3.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 1 }));
  expect(listed).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '1', PartNumberMarker: '0', MaxParts: 1 });
  expect(listed.Parts).toEqual([{ PartNumber: 1, ETag: one.ETag, Size: 5 * 1024 * 1024, LastModified: expect.any(Date) }]);
  const done = await complete(Key, UploadId, [
    { PartNumber: 1, ETag: one.ETag },
    { PartNumber: 2, ETag: two.ETag },
  ]);
  expect(done).toMatchObject({ Bucket, Key, ETag: expect.stringMatching(/^"[0-9a-f]{32}-2"$/) });
  const part = await endpoint.s3.send(new GetObjectCommand({ Bucket, Key, PartNumber: 2 }));
  expect(part).toMatchObject({ PartsCount: 2, ContentType: 'a/b', Metadata: { m: '1' } });
  expect(await part.Body?.transformToString()).toBe('tail');
  const none = refusalOf(endpoint.s3.send(new GetObjectCommand({ Bucket, Key, PartNumber: 3 })), 'ActualPartCount', 'PartNumberRequested');
  expect(await none).toEqual({
    code: 'InvalidPartNumber',
    message: 'The requested partnumber is not satisfiable',
    ActualPartCount: '2',
    PartNumberRequested: '3',
  });
  const part2 = { Bucket, Key, PartNumber: 2 };
  expect(await refusalOf(endpoint.s3.send(new GetObjectCommand({ ...part2, Range: 'bytes=0-1' })))).toEqual({
    code: 'InvalidRequest',
    message: 'Cannot specify both Range header and partNumber query parameter',
  });
  expect(await refusalOf(endpoint.s3.send(new GetObjectCommand({ ...part2, PartNumber: 0 })))).toEqual({
    code: 'InvalidArgument',
    message: 'Part number must be an integer between 1 and 10000, inclusive',
  });
  const copied = await begin('copied');
  const CopySource = `${Bucket}/${Key}`;
  const range = { CopySourceRange: 'bytes=0-3', CopySource, Bucket, Key: 'copied', UploadId: copied, PartNumber: 1 };
  const { CopyPartResult } = await endpoint.s3.send(new UploadPartCopyCommand(range));
  await complete('copied', copied, [{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
  const got = await endpoint.s3.send(new GetObjectCommand({ Bucket, Key: 'copied' }));
  expect(await got.Body?.transformToString()).toBe('aaaa');
});

// "CompleteMultipartUpload", Amazon S3 API reference; ceph s3-tests, test_multipart_upload_*
test('what does not fit together is refused', async () => {
  const Key = 'misfit';
  const UploadId = await begin(Key);
  const { ETag } = await upload(Key, UploadId, 1, 'small');
  await upload(Key, UploadId, 2, 'small');
  expect(await refusalOf(complete(Key, UploadId, [{ PartNumber: 3, ETag }]), 'PartNumber')).toMatchObject({
    code: 'InvalidPart',
    PartNumber: '3',
  });
  expect(
    await refusalOf(
      complete(Key, UploadId, [
        { PartNumber: 2, ETag },
        { PartNumber: 1, ETag },
      ]),
    ),
  ).toEqual({
    code: 'InvalidPartOrder',
    message: 'The list of parts was not in ascending order. Parts must be ordered by part number.',
  });
  expect(
    await refusalOf(
      complete(Key, UploadId, [
        { PartNumber: 1, ETag },
        { PartNumber: 2, ETag },
      ]),
      'MinSizeAllowed',
      'ProposedSize',
    ),
  ).toEqual({
    code: 'EntityTooSmall',
    message: 'Your proposed upload is smaller than the minimum allowed size',
    MinSizeAllowed: '5242880',
    ProposedSize: '5',
  });
  expect(await refusalOf(complete(Key, UploadId, []))).toMatchObject({ code: 'MalformedXML' });
  expect(await refusalOf(upload(Key, UploadId, 10_001, 'x'), 'ArgumentName')).toEqual({
    code: 'InvalidArgument',
    message: 'Part number must be an integer between 1 and 10000, inclusive',
    ArgumentName: 'partNumber',
  });
  await endpoint.s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  expect(await refusalOf(upload(Key, UploadId, 1, 'x'), 'UploadId')).toEqual({
    code: 'NoSuchUpload',
    message: 'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    UploadId,
  });
});

test('a part has the checksum that its upload was begun with', async () => {
  const Key = 'summed';
  const UploadId = await begin(Key, { ChecksumAlgorithm: 'SHA256' });
  expect(await refusalOf(upload(Key, UploadId, 1, 'x', { ChecksumAlgorithm: 'CRC32' }))).toEqual({
    code: 'InvalidRequest',
    message: 'Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32',
  });
  const { ETag, ChecksumSHA256 } = await upload(Key, UploadId, 1, 'x', { ChecksumAlgorithm: 'SHA256' });
  const { Parts } = await endpoint.s3.send(new ListPartsCommand({ Bucket, Key, UploadId }));
  expect(Parts).toMatchObject([{ ChecksumSHA256 }]);
  // localstack test_s3, TestS3MultipartUploadChecksum
  expect(await refusalOf(complete(Key, UploadId, [{ PartNumber: 1, ETag }]))).toEqual({
    code: 'InvalidRequest',
    message:
      'The upload was created using a sha256 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.',
  });
  const other = { PartNumber: 1, ETag, ChecksumCRC32: 'AAAAAA==' };
  expect(await refusalOf(complete(Key, UploadId, [other]))).toEqual({
    code: 'BadDigest',
    message: 'The crc32 you specified for part 1 did not match what we received.',
  });
  expect(await complete(Key, UploadId, [{ PartNumber: 1, ETag, ChecksumSHA256 }])).toMatchObject({
    ChecksumType: 'COMPOSITE',
    ChecksumSHA256: expect.stringMatching(/^[A-Za-z0-9+/]{43}=-1$/),
  });
});

// localstack test_s3_list_operations, TestS3ListMultipartUploads
test('uploads are listed by prefix, delimiter and marker', async () => {
  const bucket = await endpoint.bucket();
  const keys = ['folder/aSubfolder/subFile1', 'folder/aSubfolder/subFile2', 'folder/file1', 'folder/file2'];
  for (const Key of keys) await endpoint.s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key }));
  const list = (more: object) =>
    endpoint.s3.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: 'folder/', Delimiter: '/', ...more }));
  const first = await list({ MaxUploads: 1 });
  expect(first).toMatchObject({
    CommonPrefixes: [{ Prefix: 'folder/aSubfolder/' }],
    IsTruncated: true,
    NextKeyMarker: '',
    NextUploadIdMarker: '',
  });
  expect(first.Uploads).toBeUndefined();
  const second = await list({ MaxUploads: 1, KeyMarker: 'folder/aSubfolder/' });
  expect(second.Uploads?.map((it) => it.Key)).toEqual(['folder/file1']);
  expect(second).toMatchObject({ NextKeyMarker: 'folder/file1', NextUploadIdMarker: second.Uploads?.[0]?.UploadId, IsTruncated: true });
  const manual = await list({ MaxUploads: 1, KeyMarker: 'folder/aSubfolder/subFile1' });
  expect(manual.Uploads?.map((it) => it.Key)).toEqual(['folder/file1']);
  expect(second.Uploads?.[0]).not.toHaveProperty('ChecksumAlgorithm');
  const wrong = list({ KeyMarker: 'folder/file2', UploadIdMarker: second.NextUploadIdMarker });
  expect(await refusalOf(wrong, 'ArgumentName')).toEqual({
    code: 'InvalidArgument',
    message: 'Invalid uploadId marker',
    ArgumentName: 'upload-id-marker',
  });
});

// floci-io/floci, pull request 3093, verified on AWS; localstack test_s3_api, TestS3ObjectCRUD
test('the checksum of a whole is made of those of its parts', async () => {
  const Key = 'whole-checksum';
  const bodies = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('tail')];
  const single = (ChecksumAlgorithm: 'CRC32' | 'CRC32C' | 'CRC64NVME') =>
    endpoint.s3.send(new PutObjectCommand({ Bucket, Key: 'single', Body: Buffer.concat(bodies), ChecksumAlgorithm }));
  for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'CRC64NVME'] as const) {
    const UploadId = await begin(Key, { ChecksumAlgorithm, ChecksumType: 'FULL_OBJECT' });
    const parts: CompletedPart[] = [];
    for (const [index, body] of bodies.entries())
      parts.push({ PartNumber: index + 1, ETag: (await upload(Key, UploadId, index + 1, body, { ChecksumAlgorithm })).ETag });
    const name = `Checksum${ChecksumAlgorithm}` as const;
    const wrong = complete(Key, UploadId, parts, { [name]: Buffer.alloc(ChecksumAlgorithm === 'CRC64NVME' ? 8 : 4).toString('base64') });
    expect(await refusalOf(wrong)).toEqual({
      code: 'BadDigest',
      message: `The ${ChecksumAlgorithm.toLowerCase()} you specified did not match the calculated checksum.`,
    });
    const mode = 'The upload was created using the FULL_OBJECT checksum mode. The complete request must use the same checksum mode.';
    expect(await refusalOf(complete(Key, UploadId, parts, { ChecksumType: 'COMPOSITE' }))).toEqual({
      code: 'InvalidRequest',
      message: mode,
    });
    const done = await complete(Key, UploadId, parts, { ChecksumType: 'FULL_OBJECT' });
    expect(done[name]).toBe((await single(ChecksumAlgorithm))[name]);
    const ObjectAttributes = ['ObjectParts' as const];
    const { ObjectParts } = await endpoint.s3.send(new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes }));
    expect(ObjectParts).toEqual({ TotalPartsCount: 2 });
  }
});

// localstack, pull requests 12764 and 12842
test('parts with checksums of their own are told of', async () => {
  const Key = 'composite';
  const UploadId = await begin(Key, { ChecksumAlgorithm: 'CRC32' });
  const { ETag, ChecksumCRC32 } = await upload(Key, UploadId, 3, 'x', { ChecksumAlgorithm: 'CRC32' });
  await complete(Key, UploadId, [{ PartNumber: 3, ETag, ChecksumCRC32 }]);
  const ObjectAttributes = ['ObjectParts' as const];
  const { ObjectParts } = await endpoint.s3.send(new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes }));
  expect(ObjectParts).toMatchObject({
    TotalPartsCount: 1,
    IsTruncated: false,
    MaxParts: 1000,
    Parts: [{ PartNumber: 3, Size: 1, ChecksumCRC32 }],
  });
  const part = await endpoint.s3.send(new GetObjectCommand({ Bucket, Key, PartNumber: 3, ChecksumMode: 'ENABLED' }));
  expect(part).toMatchObject({ ChecksumCRC32, ChecksumType: 'COMPOSITE' });
});

describe('a condition on a completion', () => {
  const put = (Key: string, Body: string) => endpoint.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  const one = async (Key: string) => {
    const UploadId = await begin(Key);
    const { ETag } = await upload(Key, UploadId, 1, 'part');
    return (more: object) => complete(Key, UploadId, [{ PartNumber: 1, ETag }], more);
  };
  const conflict = {
    code: 'ConditionalRequestConflict',
    message: 'The conditional request cannot succeed due to a conflicting operation against this resource.',
  };

  // localstack test_s3_api, test_multipart_if_match_with_put and test_multipart_if_match_with_delete
  test('conflicts with what was written since the upload began', async () => {
    const Key = 'matched';
    const { ETag } = await put(Key, 'before');
    const finish = await one(Key);
    const { ETag: during } = await put(Key, 'during');
    expect(await refusalOf(finish({ IfMatch: ETag }), 'Condition')).toMatchObject({ code: 'PreconditionFailed', Condition: 'If-Match' });
    expect(await refusalOf(finish({ IfMatch: during }), 'Condition', 'Key')).toEqual({ ...conflict, Condition: 'If-Match', Key });
    await endpoint.s3.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(await refusalOf(finish({ IfMatch: during }))).toMatchObject({ code: 'NoSuchKey' });
    const { ETag: now } = await put(Key, 'now');
    expect(await (await one(Key))({ IfMatch: now })).toMatchObject({ Key });
  });

  // localstack test_s3_api, test_multipart_if_none_match_with_delete
  test('conflicts with what was deleted since the upload began', async () => {
    const Key = 'unmatched';
    await put(Key, 'before');
    const finish = await one(Key);
    expect(await refusalOf(finish({ IfNoneMatch: '*' }))).toMatchObject({ code: 'PreconditionFailed' });
    await endpoint.s3.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(await refusalOf(finish({ IfNoneMatch: '*' }), 'Condition')).toEqual({ ...conflict, Condition: 'If-None-Match' });
    expect(await (await one(Key))({ IfNoneMatch: '*' })).toMatchObject({ Key });
  });
});

// localstack test_s3_api, test_upload_part_copy_range
describe('of a range to copy is refused', () => {
  const form =
    'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy';
  test.each([
    ...['0-8', 'bytes=1-0', 'bytes=0-1,3-4', 'bytes=1-', 'bytes=-2'].map((range) => ({ range, code: 'InvalidArgument', message: form })),
    { range: 'bytes=0-100', code: 'InvalidArgument', message: 'Range specified is not valid for source object of size: 10' },
    { range: 'bytes=100-200', code: 'InvalidRequest', message: 'The specified copy range is invalid for the source object size' },
  ])('$range', async ({ range, code, message }) => {
    await endpoint.s3.send(new PutObjectCommand({ Bucket, Key: 'ranged', Body: '0123456789' }));
    const UploadId = await begin('ranged-target');
    const input = { Bucket, Key: 'ranged-target', UploadId, PartNumber: 1, CopySource: `${Bucket}/ranged`, CopySourceRange: range };
    expect(await refusalOf(endpoint.s3.send(new UploadPartCopyCommand(input)))).toEqual({ code, message });
  });
});

test.each([
  [{ ChecksumType: 'COMPOSITE' }, 'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.'],
  [
    { ChecksumType: 'FULL_OBJECT', ChecksumAlgorithm: 'SHA256' },
    'The FULL_OBJECT checksum type cannot be used with the sha256 checksum algorithm.',
  ],
  [
    { ChecksumType: 'COMPOSITE', ChecksumAlgorithm: 'CRC64NVME' },
    'The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm.',
  ],
  [{ ChecksumType: 'NONE', ChecksumAlgorithm: 'CRC32' }, 'Value for x-amz-checksum-type header is invalid.'],
])('an upload of %o is not begun', async (more, message) => {
  expect(await refusalOf(begin('never', more))).toEqual({ code: 'InvalidRequest', message });
});

test('a reader gets all of what it began to read, whoever writes meanwhile', async () => {
  const Key = 'read-on';
  const UploadId = await begin(Key);
  const parts: CompletedPart[] = [];
  for (const [index, body] of [Buffer.alloc(12 * 1024 * 1024, 'a'), Buffer.from('the end')].entries())
    parts.push({ PartNumber: index + 1, ETag: (await upload(Key, UploadId, index + 1, body)).ETag });
  await complete(Key, UploadId, parts);
  const { Body } = await endpoint.s3.send(new GetObjectCommand({ Bucket, Key }));
  await endpoint.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'other' }));
  const text = (await Body?.transformToString()) ?? '';
  expect([text.length, text.slice(-7)]).toEqual([12 * 1024 * 1024 + 7, 'the end']);
});
