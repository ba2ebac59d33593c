// Versions of objects: ids, delete markers, the version called null, listings of all of them. Expiry of versions is in lifecycle.test.ts.
import {
  CopyObjectCommand,
  DeleteBucketCommand,
  type DeleteMarkerEntry,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectAclCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  type ObjectVersion,
  PutBucketVersioningCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf, type S3Endpoint, startS3 } from './endpoint.ts';

let endpoint: S3Endpoint;
beforeAll(async () => {
  endpoint = await startS3();
});
afterAll(() => endpoint.stop());

type Status = 'Enabled' | 'Suspended';

/** A bucket that keeps versions, and what the tests do in it. */
async function versioned(status: Status = 'Enabled') {
  const { s3 } = endpoint;
  const Bucket = await endpoint.bucket();
  const turn = (Status: Status) => s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  await turn(status);
  return {
    Bucket,
    turn,
    put: (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body })),
    remove: (Key: string, VersionId?: string) => s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId })),
    async read(Key: string, VersionId?: string) {
      const { Body, ...said } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
      return { body: await Body?.transformToString(), versionId: said.VersionId };
    },
    /** One line a version, in the order of each list: `key id latest`. */
    async list(more: Partial<ListObjectVersionsCommandInput> = {}) {
      const { Versions = [], DeleteMarkers = [], ...said } = await s3.send(new ListObjectVersionsCommand({ Bucket, ...more }));
      const line = (it: ObjectVersion | DeleteMarkerEntry) => `${it.Key} ${it.VersionId}${it.IsLatest ? ' latest' : ''}`;
      return { versions: Versions.map(line), markers: DeleteMarkers.map(line), said };
    },
  };
}

const garbage = 'HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD';

describe('versioning', () => {
  // localstack test_s3_api, test_bucket_versioning_crud
  test('is turned on and suspended, and never off again', async () => {
    const Bucket = await endpoint.bucket();
    const { s3 } = endpoint;
    const status = async () => (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status;
    expect(await status()).toBeUndefined();
    for (const Status of ['Suspended', 'Enabled', 'Suspended'] as const) {
      await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
      expect(await status()).toBe(Status);
    }
  });

  test.each([
    ['<Status>enabled</Status>', 'MalformedXML'],
    ['<Status>Disabled</Status>', 'MalformedXML'],
    ['', 'IllegalVersioningConfigurationException'],
    ['<Status>Enabled</Status><MfaDelete>Enabled</MfaDelete>', 'NotImplemented'],
  ])('refuses %s', async (content, code) => {
    const Bucket = await endpoint.bucket();
    const headers = {
      authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
    };
    const body = `<VersioningConfiguration>${content}</VersioningConfiguration>`;
    const answer = await fetch(`${endpoint.url}/${Bucket}?versioning`, { method: 'PUT', headers, body });
    expect(await answer.text()).toContain(`<Code>${code}</Code>`);
  });
});

describe('a bucket with versions', () => {
  // localstack test_s3_api, test_delete_object_versioned
  test('keeps what was there, behind a delete marker', async () => {
    const { put, remove, read, list } = await versioned();
    const { VersionId: first } = await put('note', 'one');
    const { VersionId: second } = await put('note', 'two');
    expect(first).toMatch(/^[\w.]{32}$/);
    expect(await read('note')).toEqual({ body: 'two', versionId: second });
    expect(await read('note', first)).toEqual({ body: 'one', versionId: first });
    const { DeleteMarker, VersionId: marker } = await remove('note');
    expect(DeleteMarker).toBe(true);
    expect(await refusalOf(read('note'), 'Key')).toMatchObject({ code: 'NoSuchKey', Key: 'note' });
    expect(await refusalOf(read('note', marker), 'Method', 'ResourceType')).toEqual({
      code: 'MethodNotAllowed',
      message: 'The specified method is not allowed against this resource.',
      Method: 'GET',
      ResourceType: 'DeleteMarker',
    });
    expect(await list()).toMatchObject({ versions: [`note ${second}`, `note ${first}`], markers: [`note ${marker} latest`] });
    expect(await remove('note', marker)).toMatchObject({ DeleteMarker: true, VersionId: marker });
    expect(await read('note')).toEqual({ body: 'two', versionId: second });
    expect((await remove('note', second)).VersionId).toBe(second);
    expect(await read('note')).toEqual({ body: 'one', versionId: first });
    await remove('note', first);
    expect(await refusalOf(read('note', first), 'VersionId')).toEqual({
      code: 'NoSuchVersion',
      message: 'The specified version does not exist.',
      VersionId: first,
    });
    expect(await list()).toMatchObject({ versions: [], markers: [] });
  });

  // the same, "response_headers"
  test('tells of the delete marker in the headers of what it refuses', async () => {
    const { Bucket, put, remove } = await versioned();
    await put('gone', 'x');
    const { VersionId = '' } = await remove('gone');
    const headers = {
      authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
    };
    const told = async (query: string) => {
      const answer = await fetch(`${endpoint.url}/${Bucket}/gone${query}`, { method: 'HEAD', headers });
      return [answer.status, ...['x-amz-delete-marker', 'x-amz-version-id', 'allow'].map((it) => answer.headers.get(it))];
    };
    expect(await told('')).toEqual([404, 'true', VersionId, null]);
    expect(await told(`?versionId=${VersionId}`)).toEqual([405, 'true', VersionId, 'DELETE']);
  });

  test('refuses ids that it never gave', async () => {
    const { put, remove, read } = await versioned();
    const { VersionId = '' } = await put('note', 'one');
    for (const forged of [garbage, 'x', `${VersionId.slice(0, -4)}ABCD`]) {
      const refused = {
        code: 'InvalidArgument',
        message: 'Invalid version id specified',
        ArgumentName: 'versionId',
        ArgumentValue: forged,
      };
      expect(await refusalOf(read('note', forged), 'ArgumentName', 'ArgumentValue')).toEqual(refused);
      expect(await refusalOf(remove('note', forged), 'ArgumentName', 'ArgumentValue')).toEqual(refused);
    }
    expect(await refusalOf(read('other', VersionId))).toMatchObject({ code: 'NoSuchVersion' });
  });

  // localstack test_s3_api, test_delete_versioned_bucket_with_objects
  test('is not empty while a version or a marker is there', async () => {
    const { Bucket, put, remove } = await versioned();
    const { VersionId } = await put('note', 'one');
    const { VersionId: marker } = await remove('note');
    const drop = () => endpoint.s3.send(new DeleteBucketCommand({ Bucket }));
    const refused = {
      code: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    };
    expect(await refusalOf(drop())).toEqual(refused);
    await remove('note', VersionId);
    expect(await refusalOf(drop())).toEqual(refused);
    await remove('note', marker);
    await drop();
  });

  // localstack test_s3_api, test_delete_objects_versioned
  test('deletes many, versions and not', async () => {
    const { Bucket, put } = await versioned();
    const { VersionId } = await put('note', 'one');
    const many = (Objects: { Key: string; VersionId?: string | undefined }[]) =>
      endpoint.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    const { Deleted = [] } = await many([{ Key: 'note' }, { Key: 'never-there' }]);
    expect(Deleted).toMatchObject([
      { Key: 'note', DeleteMarker: true },
      { Key: 'never-there', DeleteMarker: true },
    ]);
    const marker = Deleted[0]?.DeleteMarkerVersionId;
    expect((await many([{ Key: 'note', VersionId: marker }])).Deleted).toEqual([
      { Key: 'note', VersionId: marker, DeleteMarker: true, DeleteMarkerVersionId: marker },
    ]);
    expect((await many([{ Key: 'note', VersionId: garbage }])).Errors).toEqual([
      { Key: 'note', VersionId: garbage, Code: 'NoSuchVersion', Message: 'The specified version does not exist.' },
    ]);
    expect((await many([{ Key: 'note', VersionId }])).Deleted).toEqual([{ Key: 'note', VersionId }]);
  });

  test('copies from a version, and makes an older one the newest', async () => {
    const { Bucket, put, remove, read } = await versioned();
    const { VersionId: first } = await put('note', 'one');
    const { VersionId: second } = await put('note', 'two');
    const copy = (Key: string, versionId?: string) => {
      const CopySource = `${Bucket}/note${versionId === undefined ? '' : `?versionId=${versionId}`}`;
      return endpoint.s3.send(new CopyObjectCommand({ Bucket, Key, CopySource }));
    };
    expect(await copy('other', first)).toMatchObject({ CopySourceVersionId: first, VersionId: expect.any(String) });
    expect((await copy('other')).CopySourceVersionId).toBe(second);
    await copy('note', first);
    expect((await read('note')).body).toBe('one');
    const { VersionId: marker } = await remove('note');
    expect(await refusalOf(copy('other'))).toMatchObject({ code: 'NoSuchKey' });
    expect(await refusalOf(copy('other', marker))).toEqual({
      code: 'InvalidRequest',
      message: 'The source of a copy request may not specifically refer to a delete marker by version id.',
    });
  });

  // localstack test_s3_api, test_object_tagging_versioned; test_s3, test_put_object_acl_on_delete_marker and test_get_object_attributes_versioned
  test('describes each version by itself, and no delete marker', async () => {
    const { Bucket, put, remove } = await versioned();
    const { s3 } = endpoint;
    const Key = 'note';
    const { VersionId: first } = await put(Key, 'one');
    const { VersionId: second } = await put(Key, 'two!');
    const tag = (VersionId: string | undefined, Value: string) =>
      s3.send(new PutObjectTaggingCommand({ Bucket, Key, VersionId, Tagging: { TagSet: [{ Key: 'tag', Value }] } }));
    const tags = (VersionId?: string) => s3.send(new GetObjectTaggingCommand({ Bucket, Key, VersionId }));
    expect((await tag(first, 'old')).VersionId).toBe(first);
    expect((await tag(undefined, 'new')).VersionId).toBe(second);
    expect(await tags(first)).toMatchObject({ VersionId: first, TagSet: [{ Value: 'old' }] });
    expect(await tags()).toMatchObject({ VersionId: second, TagSet: [{ Value: 'new' }] });
    const attributes = (VersionId?: string) =>
      s3.send(new GetObjectAttributesCommand({ Bucket, Key, VersionId, ObjectAttributes: ['ObjectSize'] }));
    expect(await attributes(first)).toMatchObject({ ObjectSize: 3, VersionId: first });
    const { VersionId: marker } = await remove(Key);
    const refusals = [
      () => tag(undefined, 'x'),
      () => tag(marker, 'x'),
      () => tags(),
      () => tags(marker),
      () => s3.send(new DeleteObjectTaggingCommand({ Bucket, Key })),
      () => s3.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'private' })),
      () => s3.send(new GetObjectAclCommand({ Bucket, Key, VersionId: marker })),
    ];
    for (const refusal of refusals)
      expect(await refusalOf(refusal(), 'ResourceType')).toMatchObject({ code: 'MethodNotAllowed', ResourceType: 'DeleteMarker' });
    expect(await refusalOf(s3.send(new GetObjectAclCommand({ Bucket, Key })))).toMatchObject({ code: 'NoSuchKey' });
    expect(await refusalOf(attributes())).toMatchObject({ code: 'NoSuchKey' });
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key, VersionId: first }))).ContentLength).toBe(3);
  });

  test('keeps every version of writers at once', async () => {
    const { put, list, read } = await versioned();
    const written = await Promise.all(Array.from({ length: 20 }, (_none, index) => put('busy', String(index))));
    const { versions } = await list();
    expect(new Set(versions.map((it) => it.split(' ')[1]))).toEqual(new Set(written.map((it) => it.VersionId)));
    expect(versions.filter((it) => it.endsWith('latest'))).toHaveLength(1);
    expect(versions[0]).toBe(`busy ${(await read('busy')).versionId} latest`);
  });
});

describe('a bucket whose versions are suspended', () => {
  // localstack test_s3_api, test_put_object_on_suspended_bucket and test_delete_object_on_suspended_bucket
  test('has one version called null, which is written over', async () => {
    const { put, remove, read, list, turn } = await versioned();
    const { VersionId: first } = await put('note', 'one');
    await turn('Suspended');
    expect((await put('note', 'two')).VersionId).toBeUndefined();
    expect((await put('note', 'three')).VersionId).toBeUndefined();
    expect(await read('note')).toEqual({ body: 'three', versionId: 'null' });
    expect(await list()).toMatchObject({ versions: ['note null latest', `note ${first}`], markers: [] });
    expect(await remove('note')).toMatchObject({ DeleteMarker: true, VersionId: 'null' });
    expect(await list()).toMatchObject({ versions: [`note ${first}`], markers: ['note null latest'] });
    await put('note', 'four');
    expect(await list()).toMatchObject({ versions: ['note null latest', `note ${first}`], markers: [] });
  });

  // "Adding objects to versioning-suspended buckets", Amazon S3 user guide
  test('keeps what was there before there were versions as null', async () => {
    const { s3 } = endpoint;
    const Bucket = await endpoint.bucket();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'old', Body: 'before' }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key: 'old', Body: 'after' }));
    const before = await s3.send(new GetObjectCommand({ Bucket, Key: 'old', VersionId: 'null' }));
    expect([before.VersionId, await before.Body?.transformToString()]).toEqual(['null', 'before']);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'old', VersionId }));
    expect(await (await s3.send(new GetObjectCommand({ Bucket, Key: 'old' }))).Body?.transformToString()).toBe('before');
    expect((await s3.send(new DeleteObjectCommand({ Bucket, Key: 'old', VersionId: 'null' }))).VersionId).toBe('null');
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  });
});

describe('a listing of versions', () => {
  // localstack test_s3_list_operations, test_list_objects_versions_markers
  test('goes on after a version, or after all of a key', async () => {
    const { put, remove, list } = await versioned();
    const id = async (sent: Promise<{ VersionId?: string | undefined }>) => (await sent).VersionId;
    const a1 = await id(put('a', '1'));
    const b1 = await id(put('b', '1'));
    const c1 = await id(put('c', '1'));
    const c2 = await id(put('c', '2'));
    const [ad, bd, cd] = [await id(remove('a')), await id(remove('b')), await id(remove('c'))];
    const [a2, b2] = [await id(put('a', '2')), await id(put('b', '2'))];
    expect(await list({ MaxKeys: 5 })).toMatchObject({
      versions: [`a ${a2} latest`, `a ${a1}`, `b ${b2} latest`],
      markers: [`a ${ad}`, `b ${bd}`],
      said: { IsTruncated: true, NextKeyMarker: 'b', NextVersionIdMarker: bd, MaxKeys: 5 },
    });
    expect(await list({ MaxKeys: 1, KeyMarker: 'b' })).toMatchObject({ markers: [`c ${cd} latest`], said: { NextVersionIdMarker: cd } });
    expect(await list({ MaxKeys: 1, KeyMarker: 'c' })).toMatchObject({ versions: [], markers: [], said: { IsTruncated: false } });
    expect(await list({ MaxKeys: 1, KeyMarker: 'b', VersionIdMarker: bd })).toMatchObject({ versions: [`b ${b1}`] });
    expect(await list({ MaxKeys: 1, KeyMarker: 'c', VersionIdMarker: c2 })).toMatchObject({
      versions: [`c ${c1}`],
      said: { IsTruncated: false },
    });
    await remove('b', bd);
    expect(await list({ MaxKeys: 1, KeyMarker: 'b', VersionIdMarker: bd })).toMatchObject({ versions: [`b ${b1}`] });
    expect(await refusalOf(list({ VersionIdMarker: bd }), 'ArgumentName', 'ArgumentValue')).toEqual({
      code: 'InvalidArgument',
      message: 'A version-id marker cannot be specified without a key marker.',
      ArgumentName: 'version-id-marker',
      ArgumentValue: bd,
    });
  });

  // the same, test_list_object_versions_pagination_common_prefixes
  test('counts a common prefix once, which has no version', async () => {
    const { put, list } = await versioned();
    for (const key of ['folder/sub/1', 'folder/sub/2', 'folder/x', 'folder/y']) await put(key, 'content');
    const paged = { Prefix: 'folder/', Delimiter: '/', MaxKeys: 1 };
    const start = await list(paged);
    expect(start.said).toMatchObject({ CommonPrefixes: [{ Prefix: 'folder/sub/' }], NextKeyMarker: 'folder/sub/', IsTruncated: true });
    expect(start.said.NextVersionIdMarker).toBeUndefined();
    for (const KeyMarker of ['folder/sub/', 'folder/sub/1'])
      expect((await list({ ...paged, KeyMarker })).versions).toEqual([expect.stringMatching(/^folder\/x .+ latest$/)]);
    expect((await list({ ...paged, KeyMarker: 'folder/x' })).said.IsTruncated).toBe(false);
  });
});
