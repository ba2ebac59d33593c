// Who may reach an object: presigned addresses, forms, everybody, browsers' pages.
import { createHmac } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketAclCommand,
  PutBucketCorsCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf, type S3Endpoint, startS3 } from './endpoint.ts';

let endpoint: S3Endpoint;
let Bucket: string;
const Key = 'a note+(1).txt';
beforeAll(async () => {
  endpoint = await startS3();
  Bucket = await endpoint.bucket();
  await endpoint.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hello', ContentType: 'text/plain' }));
});
afterAll(() => endpoint.stop());

/** The members of an error document. */
async function errorOf(answer: Response): Promise<{ readonly [member: string]: string }> {
  const text = await answer.text();
  return Object.fromEntries([...text.matchAll(/<([\w-]+)>([^<]*)<\/\1>/g)].map(([, name, value]) => [name, value]));
}

describe('a presigned address', () => {
  test('reads, tells of, writes and deletes', async () => {
    const got = await fetch(await getSignedUrl(endpoint.s3, new GetObjectCommand({ Bucket, Key, ResponseContentType: 'a/b' })));
    expect([got.status, got.headers.get('content-type'), await got.text()]).toEqual([200, 'a/b', 'hello']);
    const head = await fetch(await getSignedUrl(endpoint.s3, new HeadObjectCommand({ Bucket, Key })), { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '5']);
    const client = new S3Client({ ...(await clientSettings()), requestChecksumCalculation: 'WHEN_REQUIRED' });
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: 'put', Metadata: { a: 'b' } }));
    const body = 'written';
    expect((await fetch(url, { method: 'PUT', body })).status).toBe(200);
    const { Metadata, ContentLength } = await endpoint.s3.send(new HeadObjectCommand({ Bucket, Key: 'put' }));
    expect([Metadata, ContentLength]).toEqual([{ a: 'b' }, 7]);
    const remove = await getSignedUrl(endpoint.s3, new DeleteObjectCommand({ Bucket, Key: 'put' }));
    expect((await fetch(remove, { method: 'DELETE' })).status).toBe(204);
  });

  async function clientSettings(): Promise<object> {
    const { region, credentials, endpoint: given } = endpoint.s3.config;
    const url = await given?.();
    return { region, credentials, forcePathStyle: true, endpoint: url };
  }

  // localstack test_s3, test_presigned_url_signature_authentication_expired
  test('that has expired says when', async () => {
    const url = await getSignedUrl(endpoint.s3, new GetObjectCommand({ Bucket, Key }), {
      expiresIn: 10,
      signingDate: new Date(Date.now() - 60_000),
    });
    const answer = await fetch(url);
    expect(answer.status).toBe(403);
    expect(await errorOf(answer)).toMatchObject({
      Code: 'AccessDenied',
      Message: 'Request has expired',
      'X-Amz-Expires': '10',
      Expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      ServerTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
  });

  // localstack test_s3, test_presigned_url_signature_authentication
  test('for another key, method or signer is refused with what should have been signed', async () => {
    const url = await getSignedUrl(endpoint.s3, new GetObjectCommand({ Bucket, Key }));
    for (const answer of [await fetch(url.replace('/a%20note', '/b%20note')), await fetch(url, { method: 'DELETE' })]) {
      expect(answer.status).toBe(403);
      expect(await errorOf(answer)).toMatchObject({
        Code: 'SignatureDoesNotMatch',
        Message: 'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
        AWSAccessKeyId: 'test',
        StringToSign: expect.stringMatching(/^AWS4-HMAC-SHA256\n\d{8}T\d{6}Z\n\d{8}\/us-east-1\/s3\/aws4_request\n[0-9a-f]{64}$/),
        SignatureProvided: new URL(url).searchParams.get('X-Amz-Signature'),
        StringToSignBytes: expect.stringMatching(/^41 57 53 34 /),
        CanonicalRequest: expect.stringContaining('UNSIGNED-PAYLOAD'),
        CanonicalRequestBytes: expect.any(String),
      });
    }
    const unknown = await fetch(url.replace('Credential=test', 'Credential=nobody'));
    expect(await errorOf(unknown)).toMatchObject({
      Code: 'InvalidAccessKeyId',
      Message: 'The AWS Access Key Id you provided does not exist in our records.',
      AWSAccessKeyId: 'nobody',
    });
  });

  test.each([
    ['X-Amz-Expires', '700000', 'X-Amz-Expires must be less than a week (in seconds) that is: 604800'],
    ['X-Amz-Expires', '-1', 'X-Amz-Expires must be non-negative'],
    ['X-Amz-Algorithm', 'none', 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"'],
  ])('with %s=%s is refused', async (name, value, message) => {
    const url = new URL(await getSignedUrl(endpoint.s3, new GetObjectCommand({ Bucket, Key })));
    url.searchParams.set(name, value);
    expect(await errorOf(await fetch(url))).toMatchObject({
      Code: 'AuthorizationQueryParametersError',
      Message: message.replaceAll('"', '&quot;'),
    });
  });

  test('takes no header that was not signed', async () => {
    const url = await getSignedUrl(endpoint.s3, new GetObjectCommand({ Bucket, Key }));
    expect(await errorOf(await fetch(url, { headers: { 'x-amz-acl': 'public-read' } }))).toMatchObject({
      Code: 'AccessDenied',
      Message: 'There were headers present in the request which were not signed',
      HeadersNotSigned: 'x-amz-acl',
    });
  });
});

describe('a form', () => {
  const policyOf = (conditions: readonly unknown[], expiration: Date = new Date(Date.now() + 60_000)): string =>
    Buffer.from(JSON.stringify({ expiration: expiration.toISOString(), conditions })).toString('base64');

  async function post(fields: { readonly [name: string]: string }, policy?: string, content = 'filed'): Promise<Response> {
    const form = new FormData();
    const credential = 'test/20260101/us-east-1/s3/aws4_request';
    const key = ['20260101', 'us-east-1', 's3', 'aws4_request'].reduce<string | Buffer>((secret, text) => hmac(secret, text), 'AWS4test');
    const signed =
      policy === undefined
        ? {}
        : {
            policy,
            'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
            'X-Amz-Credential': credential,
            'X-Amz-Date': '20260101T000000Z',
            'X-Amz-Signature': hmac(key, policy).toString('hex'),
          };
    for (const [name, value] of Object.entries({ ...signed, ...fields })) form.set(name, value);
    form.set('file', new Blob([content], { type: 'text/x-file' }), 'cat.txt');
    return fetch(`${endpoint.url}/${Bucket}`, { method: 'POST', body: form, redirect: 'manual' });
  }

  function hmac(key: string | Buffer, text: string): Buffer {
    return createHmac('sha256', key).update(text).digest();
  }

  const signing = ['key', 'x-amz-algorithm', 'x-amz-credential', 'x-amz-date'].map((it) => ['starts-with', `$${it}`, '']);
  const free = (): readonly unknown[] => [{ bucket: Bucket }, ...signing];

  test('writes its file under its name', async () => {
    const policy = policyOf([...free(), { success_action_status: '201' }]);
    const answer = await post({ key: 'in/${filename}', success_action_status: '201' }, policy);
    expect(answer.status).toBe(201);
    expect(await errorOf(answer)).toMatchObject({ Bucket, Key: 'in/cat.txt', ETag: expect.stringMatching(/^&quot;[0-9a-f]{32}&quot;$/) });
    const got = await endpoint.s3.send(new GetObjectCommand({ Bucket, Key: 'in/cat.txt' }));
    expect(await got.Body?.transformToString()).toBe('filed');
  });

  test('answers 204, or leads on', async () => {
    expect((await post({ key: 'plain' }, policyOf(free()))).status).toBe(204);
    const policy = policyOf([...free(), ['starts-with', '$success_action_redirect', 'http://localhost/']]);
    const led = await post({ key: 'led', success_action_redirect: 'http://localhost/done?x=1' }, policy);
    expect(led.status).toBe(303);
    expect(led.headers.get('location')).toMatch(
      new RegExp(`^http://localhost/done\\?x=1&bucket=${Bucket}&key=led&etag=%22[0-9a-f]{32}%22$`),
    );
  });

  // "POST policy", Amazon S3 API reference; localstack test_s3, TestS3PresignedPost
  test.each<{ name: string; fields?: object; policy: () => string; code: string; message: string; content?: string }>([
    {
      name: 'expired',
      policy: () => policyOf(free(), new Date(0)),
      code: 'AccessDenied',
      message: 'Invalid according to Policy: Policy expired.',
    },
    {
      name: 'whose condition fails',
      policy: () => policyOf([...free(), { acl: 'private' }]),
      code: 'AccessDenied',
      message: 'Invalid according to Policy: Policy Condition failed: [&quot;eq&quot;, &quot;$acl&quot;, &quot;private&quot;]',
    },
    {
      name: 'with a field that it does not name',
      fields: { 'x-amz-meta-a': 'b' },
      policy: () => policyOf(free()),
      code: 'AccessDenied',
      message: 'Invalid according to Policy: Extra input fields: x-amz-meta-a',
    },
    {
      // ceph s3-tests, test_post_object_missing_policy_condition
      name: 'that does not name the bucket',
      policy: () => policyOf(signing),
      code: 'AccessDenied',
      message: 'Invalid according to Policy: Extra input fields: bucket',
    },
    {
      name: 'whose beginning differs',
      policy: () => policyOf([...free(), ['Starts-With', '$KEY', 'user/']]),
      code: 'AccessDenied',
      message: 'Invalid according to Policy: Policy Condition failed: [&quot;starts-with&quot;, &quot;$KEY&quot;, &quot;user/&quot;]',
    },
    {
      // ceph s3-tests, test_post_object_empty_conditions
      name: 'with a condition of nothing',
      policy: () => policyOf([{}]),
      code: 'InvalidPolicyDocument',
      message: 'Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.',
    },
    {
      name: 'with half a range',
      policy: () => policyOf([...free(), ['content-length-range', 100]]),
      code: 'InvalidPolicyDocument',
      message: 'Invalid Policy: Invalid Condition: [&quot;content-length-range&quot;,100]',
    },
    {
      name: 'whose file is too large',
      policy: () => policyOf([...free(), ['content-length-range', 0, 2]]),
      code: 'EntityTooLarge',
      message: 'Your proposed upload exceeds the maximum allowed size',
    },
    {
      name: 'whose file is too small',
      policy: () => policyOf([...free(), ['content-length-range', 100, 200]]),
      code: 'EntityTooSmall',
      message: 'Your proposed upload is smaller than the minimum allowed size',
    },
    {
      name: 'without an expiration',
      policy: () => Buffer.from('{"conditions":[]}').toString('base64'),
      code: 'InvalidPolicyDocument',
      message: 'Invalid Policy: Policy missing expiration.',
    },
  ])('$name is refused', async ({ fields, policy, code, message }) => {
    expect(await errorOf(await post({ key: 'refused', ...fields }, policy()))).toMatchObject({ Code: code, Message: message });
    expect(await refusalOf(endpoint.s3.send(new GetObjectCommand({ Bucket, Key: 'refused' })))).toMatchObject({ code: 'NoSuchKey' });
  });

  test('without a policy is nobody’s', async () => {
    expect(await errorOf(await post({ key: 'refused' }))).toMatchObject({ Code: 'AccessDenied', Message: 'Access Denied' });
  });
});

describe('everybody', () => {
  const read = async (bucket: string, key: string): Promise<number> => (await fetch(`${endpoint.url}/${bucket}/${key}`)).status;
  const open = { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false };

  test('reads nothing unless it is let in', async () => {
    expect(await read(Bucket, encodeURIComponent(Key))).toBe(403);
    expect(await errorOf(await fetch(`${endpoint.url}/`))).toMatchObject({ Code: 'AccessDenied' });
  });

  test('is let in by a policy, unless the bucket blocks it', async () => {
    const bucket = await endpoint.bucket();
    await endpoint.s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'public/x', Body: 'x' }));
    const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/public/*` };
    const policy = new PutBucketPolicyCommand({
      Bucket: bucket,
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    });
    expect(await refusalOf(endpoint.s3.send(policy))).toEqual({ code: 'AccessDenied', message: 'Access Denied' });
    await endpoint.s3.send(new PutPublicAccessBlockCommand({ Bucket: bucket, PublicAccessBlockConfiguration: open }));
    await endpoint.s3.send(policy);
    expect(await read(bucket, 'public/x')).toBe(200);
    // Without the right to list, what is not there is not told of.
    expect(await read(bucket, 'public/none')).toBe(403);
    expect(await read(bucket, 'private')).toBe(403);
    await endpoint.s3.send(
      new PutPublicAccessBlockCommand({ Bucket: bucket, PublicAccessBlockConfiguration: { ...open, RestrictPublicBuckets: true } }),
    );
    expect(await read(bucket, 'public/x')).toBe(403);
  });

  test('is let in by an ACL where the bucket has them', async () => {
    const bucket = await endpoint.bucket();
    const publish = new PutObjectCommand({ Bucket: bucket, Key: 'x', Body: 'x', ACL: 'public-read' });
    expect(await refusalOf(endpoint.s3.send(publish))).toEqual({
      code: 'AccessControlListNotSupported',
      message: 'The bucket does not allow ACLs',
    });
    const OwnershipControls = { Rules: [{ ObjectOwnership: 'ObjectWriter' as const }] };
    await endpoint.s3.send(new PutBucketOwnershipControlsCommand({ Bucket: bucket, OwnershipControls }));
    expect(await refusalOf(endpoint.s3.send(publish))).toMatchObject({ code: 'AccessDenied' });
    await endpoint.s3.send(new PutPublicAccessBlockCommand({ Bucket: bucket, PublicAccessBlockConfiguration: open }));
    await endpoint.s3.send(publish);
    expect(await read(bucket, 'x')).toBe(200);
    expect((await fetch(`${endpoint.url}/${bucket}`)).status).toBe(403);
    await endpoint.s3.send(new PutBucketAclCommand({ Bucket: bucket, ACL: 'public-read' }));
    // localstack test_s3, test_bucket_name_with_dots
    const listed = await (await fetch(`${endpoint.url}/${bucket}`)).text();
    expect(listed).toContain('<Key>x</Key>');
    expect(listed).not.toContain('<Owner>');
  });
});

describe('a page', () => {
  const origin = 'https://localhost:4200';
  const preflight = (bucket: string, headers: Record<string, string>, key = '/x'): Promise<Response> =>
    fetch(`${endpoint.url}/${bucket}${key}`, { method: 'OPTIONS', headers });
  const forbidden =
    "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";

  // localstack test_s3_cors
  test('is refused without a configuration', async () => {
    expect(await errorOf(await preflight(Bucket, {}))).toMatchObject({
      Code: 'BadRequest',
      Message: 'Insufficient information. Origin request header needed.',
    });
    expect(await errorOf(await preflight(Bucket, { origin, 'access-control-request-method': 'PUT' }))).toMatchObject({
      Code: 'AccessForbidden',
      Message: 'CORSResponse: CORS is not enabled for this bucket.',
      Method: 'PUT',
      ResourceType: 'BUCKET',
    });
    expect(await errorOf(await preflight(endpoint.freshName(), { origin }))).toMatchObject({
      Message: 'CORSResponse: Bucket not found',
      Method: 'OPTIONS',
      ResourceType: 'BUCKET',
    });
  });

  test('gets the headers of the first rule that takes it in', async () => {
    const bucket = await endpoint.bucket();
    const AllowedMethods = ['GET', 'PUT'];
    const CORSRules = [
      { AllowedOrigins: [origin, 'http://*.origin.com'], AllowedMethods, AllowedHeaders: ['x-AMZ-server-*'], MaxAgeSeconds: 3000 },
      { AllowedOrigins: ['*'], AllowedMethods: ['HEAD'], ExposeHeaders: ['x-amz-id-2', 'x-amz-request-id'] },
    ];
    await endpoint.s3.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules } }));
    const asked = { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'X-Amz-Server-Side-Encryption' };
    const allowed = await preflight(bucket, asked);
    expect(allowed.status).toBe(200);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'x-amz-server-side-encryption',
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-origin': origin,
      'access-control-max-age': '3000',
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    });
    const partial = await preflight(bucket, { origin: 'http://test.origin.com', 'access-control-request-method': 'GET' });
    expect(partial.headers.get('access-control-allow-origin')).toBe('http://test.origin.com');
    const any = await preflight(bucket, { origin: 'https://else', 'access-control-request-method': 'HEAD' });
    expect(any.headers.get('access-control-allow-origin')).toBe('*');
    expect(any.headers.get('access-control-allow-credentials')).toBeNull();
    expect(any.headers.get('access-control-expose-headers')).toBe('x-amz-id-2, x-amz-request-id');
    const refused = await preflight(bucket, { origin: 'https://else', 'access-control-request-method': 'PUT' });
    expect(refused.status).toBe(403);
    expect(await errorOf(refused)).toMatchObject({ Code: 'AccessForbidden', Message: forbidden, Method: 'PUT', ResourceType: 'OBJECT' });
    await endpoint.s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'x', Body: 'x' }));
    const url = await getSignedUrl(endpoint.s3, new GetObjectCommand({ Bucket: bucket, Key: 'x' }));
    expect((await fetch(url, { headers: { origin } })).headers.get('access-control-allow-origin')).toBe(origin);
    const other = await fetch(url, { headers: { origin: 'https://else' } });
    expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([200, null]);
    // test_cors_match_methods, test_cors_match_headers: what is meant for preflights counts in other requests as well.
    const others = { 'access-control-request-method': 'DELETE', 'access-control-request-headers': 'x-amz-request-payer' };
    for (const [name, value] of Object.entries(others)) {
      const mixed = await fetch(url, { headers: { origin, [name]: value } });
      expect([mixed.status, mixed.headers.get('access-control-allow-origin'), mixed.headers.get('vary')]).toEqual([200, null, null]);
    }
    const owned = await fetch(url, { headers: { origin, 'x-amz-expected-bucket-owner': '123456789012' } });
    expect(owned.headers.get('access-control-allow-origin')).toBe(origin);
  });
});
