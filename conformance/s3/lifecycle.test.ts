// What the lifecycle of a bucket does when its time has come, and what is refused of one. Needs a clock that it can turn.
import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type LifecycleRule,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createFakeClock } from '../cloudwatch/fake-clock.ts';
import { refusalOf, type S3Endpoint, startS3 } from './endpoint.ts';

const clock = createFakeClock(Date.parse('2026-03-01T10:30:00Z'));
const dayMs = 24 * 60 * 60 * 1000;
let endpoint: S3Endpoint;
beforeAll(async () => {
  endpoint = await startS3(clock.world);
});
afterAll(() => endpoint.stop());

async function bucketWith(rules: readonly LifecycleRule[], versions = false): Promise<string> {
  const Bucket = await endpoint.bucket();
  const { s3 } = endpoint;
  if (versions) await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [...rules] } }));
  return Bucket;
}

const put = (Bucket: string, Key: string, Tagging?: string) =>
  endpoint.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x'.repeat(10), Tagging }));

/** What is left, once it is that: the work goes on in the background. */
async function becomes(read: () => Promise<unknown>, wanted: unknown): Promise<void> {
  await vi.waitFor(async () => expect(await read()).toEqual(wanted), { timeout: 5000 });
}

async function keysOf(Bucket: string): Promise<readonly (string | undefined)[]> {
  const { Contents = [] } = await endpoint.s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key);
}

async function versionsOf(Bucket: string): Promise<readonly string[]> {
  const { Versions = [], DeleteMarkers = [] } = await endpoint.s3.send(new ListObjectVersionsCommand({ Bucket }));
  return [...Versions.map((it) => `${it.Key} ${it.VersionId}`), ...DeleteMarkers.map((it) => `${it.Key} marker`)];
}

describe('a lifecycle', () => {
  // localstack test_s3, test_bucket_lifecycle_configuration_object_expiry; "Lifecycle configuration elements", Amazon S3 user guide
  test('tells when an object expires: the midnight after so many days', async () => {
    const Bucket = await bucketWith([{ ID: 'my rule', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 3 } }]);
    expect((await put(Bucket, 'a')).Expiration).toBe('expiry-date="Thu, 05 Mar 2026 00:00:00 GMT", rule-id="my%20rule"');
    const read = { Bucket, Key: 'a' };
    for (const said of [await endpoint.s3.send(new HeadObjectCommand(read)), await endpoint.s3.send(new GetObjectCommand(read))])
      expect(said.Expiration).toBe('expiry-date="Thu, 05 Mar 2026 00:00:00 GMT", rule-id="my%20rule"');
  });

  test('removes what its filters take in, once it is due', async () => {
    const Bucket = await bucketWith([
      { ID: '1', Status: 'Enabled', Filter: { And: { Prefix: 'tmp/', Tags: [{ Key: 'keep', Value: 'no' }] } }, Expiration: { Days: 1 } },
      { ID: '2', Status: 'Enabled', Filter: { ObjectSizeGreaterThan: 1000 }, Expiration: { Days: 1 } },
      { ID: '3', Status: 'Disabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } },
    ]);
    await put(Bucket, 'tmp/a', 'keep=no');
    await put(Bucket, 'tmp/b', 'keep=yes');
    await put(Bucket, 'other', 'keep=no');
    await clock.advance(dayMs);
    expect(await keysOf(Bucket)).toHaveLength(3);
    await clock.advance(dayMs);
    await becomes(() => keysOf(Bucket), ['other', 'tmp/b']);
  });

  test('marks objects of a bucket with versions, and ends old versions by their age and number', async () => {
    const Bucket = await bucketWith(
      [
        { ID: 'end', Status: 'Enabled', Filter: { Prefix: 'a' }, Expiration: { Days: 4 } },
        {
          ID: 'old',
          Status: 'Enabled',
          Filter: { Prefix: '' },
          NoncurrentVersionExpiration: { NoncurrentDays: 2, NewerNoncurrentVersions: 1 },
        },
      ],
      true,
    );
    const ids: (string | undefined)[] = [];
    for (let turn = 0; turn < 4; turn += 1) ids.push((await put(Bucket, 'a')).VersionId);
    await clock.advance(3 * dayMs);
    await becomes(() => versionsOf(Bucket), [`a ${ids[3]}`, `a ${ids[2]}`]);
    await clock.advance(2 * dayMs);
    // The one that was current counts among the former ones from then on.
    await becomes(() => versionsOf(Bucket), [`a ${ids[3]}`, 'a marker']);
  });

  test('removes delete markers that hide nothing', async () => {
    const Bucket = await bucketWith(
      [{ ID: 'm', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { ExpiredObjectDeleteMarker: true } }],
      true,
    );
    const { VersionId } = await put(Bucket, 'gone');
    await put(Bucket, 'kept');
    for (const Key of ['gone', 'kept']) await endpoint.s3.send(new DeleteObjectCommand({ Bucket, Key }));
    await endpoint.s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone', VersionId }));
    await clock.advance(dayMs);
    await becomes(async () => (await versionsOf(Bucket)).filter((it) => it.endsWith('marker')), ['kept marker']);
  });

  test('ends uploads that nobody completes, and says so', async () => {
    const Bucket = await bucketWith([
      { ID: 'abort', Status: 'Enabled', Filter: { Prefix: '' }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } },
    ]);
    const upload = await endpoint.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'big' }));
    expect(upload.AbortRuleId).toBe('abort');
    expect(upload.AbortDate?.toISOString()).toMatch(/T00:00:00\.000Z$/);
    const uploads = async () => (await endpoint.s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads?.length ?? 0;
    await clock.advance(dayMs);
    expect(await uploads()).toBe(1);
    await clock.advance(2 * dayMs);
    await becomes(uploads, 0);
  });
});

describe('of a lifecycle is refused', () => {
  const rule = { ID: 'r', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } } as const;
  const positive = (member: string, action: string) => `'${member}' for ${action} action must be a positive integer`;
  // localstack test_s3, test_put_bucket_lifecycle_conf_exc; messages on days: scality/Arsenal, pull request 2648
  test.each<{ name: string; rules: LifecycleRule[]; code: string; message?: string }>([
    { name: 'no rule', rules: [], code: 'MalformedXML' },
    { name: 'no filter', rules: [{ ID: 'r', Status: 'Enabled', Expiration: { Days: 1 } }], code: 'MalformedXML' },
    { name: 'two conditions without And', rules: [{ ...rule, Filter: { Prefix: 'a', ObjectSizeLessThan: 9 } }], code: 'MalformedXML' },
    { name: 'two expirations', rules: [{ ...rule, Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } }], code: 'MalformedXML' },
    { name: 'an empty end of versions', rules: [{ ...rule, NoncurrentVersionExpiration: {} }], code: 'MalformedXML' },
    { name: 'no days', rules: [{ ...rule, Expiration: { Days: 0 } }], code: 'InvalidArgument', message: positive('Days', 'Expiration') },
    {
      name: 'no days of versions',
      rules: [{ ...rule, NoncurrentVersionExpiration: { NoncurrentDays: 0 } }],
      code: 'InvalidArgument',
      message: positive('NoncurrentDays', 'NoncurrentVersionExpiration'),
    },
    {
      name: 'a date of noon',
      rules: [{ ...rule, Expiration: { Date: new Date('2030-01-01T12:00:00Z') } }],
      code: 'InvalidArgument',
      message: "'Date' must be at midnight GMT",
    },
    {
      name: 'a tag twice',
      rules: [
        {
          ...rule,
          Filter: {
            And: {
              Tags: [
                { Key: 'a', Value: '1' },
                { Key: 'a', Value: '2' },
              ],
            },
          },
        },
      ],
      code: 'InvalidRequest',
      message: 'Duplicate Tag Keys are not allowed.',
    },
    { name: 'an id twice', rules: [rule, rule], code: 'InvalidArgument' },
  ])('$name', async ({ rules, code, message }) => {
    expect(await refusalOf(bucketWith(rules))).toMatchObject({ code, ...(message !== undefined && { message }) });
  });
});
