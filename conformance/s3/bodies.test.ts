// How a body comes: its length, its digests in headers and behind it, its chunks. Sent by hand, as no SDK sends what is wrong.
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type S3Endpoint, startS3 } from './endpoint.ts';

let endpoint: S3Endpoint;
let Bucket: string;
beforeAll(async () => {
  endpoint = await startS3();
  Bucket = await endpoint.bucket();
});
afterAll(() => endpoint.stop());

interface Sent {
  readonly headers?: { readonly [name: string]: string };
  readonly body: string | Buffer;
  readonly method?: string;
  readonly path?: string;
}

/** Status, code and text of the answer. */
async function send({ headers = {}, body, method = 'PUT', path = '/key' }: Sent): Promise<readonly (string | number | undefined)[]> {
  const authorization = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0';
  const { port } = new URL(endpoint.url);
  const text = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const sent = request({ port, path: `/${Bucket}${path}`, method, headers: { authorization, ...headers } }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(pieces).toString() }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
  const code = /<Code>(.*?)<\/Code>/.exec(text.text)?.[1];
  const message = /<Message>(.*?)<\/Message>/.exec(text.text)?.[1];
  return code === undefined ? [text.status] : [text.status, code, message];
}

const body = 'test data..';
const sha1 = createHash('sha1').update(body).digest('base64');

describe('a checksum in a header', () => {
  const single = 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.';
  const absent = 'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.';
  const mismatch = (algorithm: string) => `The ${algorithm} you specified did not match the calculated checksum.`;
  // openstack/swift, test_object_checksums.py, run on AWS; localstack test_s3, test_put_object_checksum
  test.each<[name: string, headers: { [name: string]: string }, answer: readonly (string | number)[]]>([
    ['of the body', { 'x-amz-checksum-crc32': 'cZWHwQ==' }, [200]],
    ['of the body, and its algorithm', { 'x-amz-checksum-crc32c': 'Pf4upw==', 'x-amz-sdk-checksum-algorithm': 'CRC32C' }, [200]],
    ['of SHA1', { 'x-amz-checksum-sha1': sha1 }, [200]],
    ['of other bytes', { 'x-amz-checksum-crc32': 'AAAAAA==' }, [400, 'BadDigest', mismatch('CRC32')]],
    ['of other bytes by CRC64NVME', { 'x-amz-checksum-crc64nvme': 'AAAAAAAAAAA=' }, [400, 'BadDigest', mismatch('CRC64NVME')]],
    ['that is too short', { 'x-amz-checksum-crc32': 'shrt' }, [400, 'InvalidRequest', 'Value for x-amz-checksum-crc32 header is invalid.']],
    [
      'that is no base64',
      { 'x-amz-checksum-crc32': 'y^/^Q5^J^g==' },
      [400, 'InvalidRequest', 'Value for x-amz-checksum-crc32 header is invalid.'],
    ],
    ['twice', { 'x-amz-checksum-crc32': 'cZWHwQ==', 'x-amz-checksum-sha1': sha1 }, [400, 'InvalidRequest', single]],
    [
      'of another algorithm than the one named',
      { 'x-amz-checksum-crc32': 'cZWHwQ==', 'x-amz-sdk-checksum-algorithm': 'SHA1' },
      [400, 'InvalidRequest', 'Value for x-amz-sdk-checksum-algorithm header is invalid.'],
    ],
    ['that is only named', { 'x-amz-sdk-checksum-algorithm': 'CRC32' }, [400, 'InvalidRequest', absent]],
    [
      'that gatewright does not have',
      { 'x-amz-checksum-xxhash64': 'AAAAAAAAAAA=' },
      [501, 'NotImplemented', 'gatewright does not compute XXHASH64 checksums. See docs/compatibility.md.'],
    ],
    ['by MD5', { 'content-md5': createHash('md5').update(body).digest('base64') }, [200]],
    [
      'by MD5, of other bytes',
      { 'content-md5': '1B2M2Y8AsgTpgAmY7PhCfg==' },
      [400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.'],
    ],
    [
      'by SHA-256 of the signature, of other bytes',
      { 'x-amz-content-sha256': '0'.repeat(64) },
      [400, 'XAmzContentSHA256Mismatch', "The provided 'x-amz-content-sha256' header does not match what was computed."],
    ],
  ])('%s', async (_name, headers, answer) => {
    expect(await send({ headers: { ...headers, 'content-length': String(body.length) }, body })).toEqual(answer);
  });
});

/** The CRC-32 of `aaa`. */
const crc32OfA = '8AdzLQ==';

/** A body in chunks of these sizes, and what stands behind it. */
function chunked(sizes: readonly number[], trailers: { readonly [name: string]: string } = {}): Buffer {
  const chunks = sizes.map((size) => `${size.toString(16)};chunk-signature=${'0'.repeat(64)}\r\n${'a'.repeat(size)}\r\n`);
  const behind = Object.entries(trailers).map(([name, value]) => `${name}:${value}\r\n`);
  return Buffer.from(`${chunks.join('')}0;chunk-signature=${'0'.repeat(64)}\r\n${behind.join('')}\r\n`);
}

describe('a body in chunks', () => {
  const crc32 = '6LdDvg==';
  const announce = (length: number, more: object = {}) => ({
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'content-encoding': 'aws-chunked',
    'x-amz-decoded-content-length': String(length),
    ...more,
  });
  const trailer = { 'x-amz-trailer': 'x-amz-checksum-crc32' };
  const trailing = 'Value for x-amz-checksum-crc32 trailing header is invalid.';
  const malformed = 'The request contained trailing data that was not well-formed or did not conform to our published schema.';
  const small = 'Only the last chunk is allowed to have a size less than 8192 bytes';
  const incomplete = 'The request body terminated unexpectedly';
  // "Signature calculations for the Authorization header: transferring a payload in multiple chunks"; aws/aws-sdk-js-v3, requestStreamBufferSize
  test.each<[name: string, headers: { [name: string]: string }, body: Buffer, answer: readonly (string | number)[]]>([
    ['of one', announce(3), chunked([3]), [200]],
    ['of none', announce(0), chunked([]), [200]],
    ['of several', announce(8192 + 5), chunked([8192, 5]), [200]],
    ['signed', announce(3, { 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' }), chunked([3]), [200]],
    ['with its checksum behind it', announce(3, trailer), chunked([3], { 'x-amz-checksum-crc32': crc32OfA }), [200]],
    [
      'with a wrong checksum behind it',
      announce(3, trailer),
      chunked([3], { 'x-amz-checksum-crc32': crc32 }),
      [400, 'BadDigest', 'The CRC32 you specified did not match the calculated checksum.'],
    ],
    [
      'with no checksum in its place',
      announce(3, trailer),
      chunked([3], { 'x-amz-checksum-crc32': 'x' }),
      [400, 'InvalidRequest', trailing],
    ],
    ['without the checksum that it announced', announce(3, trailer), chunked([3]), [400, 'MalformedTrailerError', malformed]],
    ['of which one is too small', announce(15), chunked([10, 5]), [403, 'InvalidChunkSizeError', small]],
    ['shorter than announced', announce(9), chunked([3]), [400, 'IncompleteBody', incomplete]],
    ['longer than announced', announce(1), chunked([3]), [400, 'IncompleteBody', incomplete]],
    ['with no size', announce(3), Buffer.from('zz\r\naaa\r\n0\r\n\r\n'), [400, 'IncompleteBody', incomplete]],
    ['of a size beyond all', announce(3), Buffer.from(`${'f'.repeat(40)}\r\naaa\r\n0\r\n\r\n`), [400, 'IncompleteBody', incomplete]],
    ['that ends in the middle', announce(3), Buffer.from('3\r\na'), [400, 'IncompleteBody', incomplete]],
  ])('%s', async (_name, headers, sent, answer) => {
    expect(await send({ headers: { ...headers, 'content-length': String(sent.length) }, body: sent })).toEqual(answer);
  });

  test('tells of its length', async () => {
    const { 'x-amz-decoded-content-length': _length, ...rest } = announce(3);
    const sent = chunked([3]);
    const answer = [411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.'];
    expect(await send({ headers: { ...rest, 'content-length': String(sent.length) }, body: sent })).toEqual(answer);
  });
});

test('nothing is left of a body that was refused', async () => {
  const before = await endpoint.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'refused/' }));
  const headers = { 'x-amz-checksum-crc32': 'AAAAAA==', 'content-length': String(body.length) };
  expect((await send({ headers, body, path: '/refused/a' }))[1]).toBe('BadDigest');
  expect(before.KeyCount).toBe(0);
  await expect(endpoint.s3.send(new HeadObjectCommand({ Bucket, Key: 'refused/a' }))).rejects.toMatchObject({ name: 'NotFound' });
});

describe('a list of deletions', () => {
  const document = '<Delete><Object><Key>a</Key></Object></Delete>';
  const md5 = (text: string) => createHash('md5').update(text).digest('base64');
  const many = (count: number) => `<Delete>${'<Object><Key>a</Key></Object>'.repeat(count)}</Delete>`;
  const deep = `${'<a>'.repeat(200_000)}${'</a>'.repeat(200_000)}`;
  const bomb = `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><Delete><Object><Key>&b;</Key></Object></Delete>`;
  const file = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Delete><Object><Key>&x;</Key></Object></Delete>';
  const malformed = 'The XML you provided was not well-formed or did not validate against our published schema';
  test.each<[name: string, text: string, answer: readonly (string | number)[]]>([
    ['of one', document, [200]],
    ['of a thousand', many(1000), [200]],
    ['of a thousand and one', many(1001), [400, 'MalformedXML', malformed]],
    ['of none', '<Delete/>', [400, 'MalformedXML', malformed]],
    ['of another root', '<Remove/>', [400, 'MalformedXML', malformed]],
    ['without an end', deep, [400, 'MalformedXML', malformed]],
    ['with entities in entities', bomb, [400, 'MalformedXML', malformed]],
    ['with a file of the machine', file, [400, 'MalformedXML', malformed]],
  ])('%s', async (_name, text, answer) => {
    const headers = { 'content-md5': md5(text), 'content-length': String(Buffer.byteLength(text)) };
    expect(await send({ headers, body: text, method: 'POST', path: '?delete' })).toEqual(answer);
  });

  test('has a digest', async () => {
    const headers = { 'content-length': String(document.length) };
    const missing = [400, 'InvalidRequest', 'Missing required header for this request: Content-MD5'];
    expect(await send({ headers, body: document, method: 'POST', path: '?delete' })).toEqual(missing);
  });
});
