// Uploads in parts, and the listings of uploads and parts.
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
const complete = (Key: string, UploadId: string, Parts: { PartNumber?: number; ETag?: string | undefined }[]) =>
  endpoint.s3.send(
    new CompleteMultipartUploadCommand({
      Bucket,
      Key,
      UploadId,
      MultipartUpload: { Parts: Parts as { PartNumber: number; ETag: string }[] },
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
  expect(await complete(Key, UploadId, [{ PartNumber: 1, ETag }])).toMatchObject({
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
