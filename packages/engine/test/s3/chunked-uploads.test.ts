// Bodies that are signed chunk by chunk, at an endpoint that verifies signatures: the seed is signed by AWS's own signer, the chunks here.
import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';

class Sha256 {
  readonly #hash;
  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', Buffer.from(key as Uint8Array));
  }
  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest());
  }
  reset(): void {}
}

const projectRoot = mkdtempSync(join(tmpdir(), 'gatewright-chunks-'));
let engine: Engine;
let url: string;
beforeAll(async () => {
  engine = await createEngine({ projectRoot, dataRoot: undefined, verifySignatures: true });
  const { awsPort } = await engine.listen({ port: 0, awsPort: 0 });
  url = `http://127.0.0.1:${awsPort}`;
  await engine.services.s3.call({ method: 'PUT', url: '/chunks' });
});
afterAll(async () => {
  await engine.stop();
  rmSync(projectRoot, { recursive: true, force: true });
});

const chunks = [Buffer.alloc(8192, 'a'), Buffer.from('end'), Buffer.alloc(0)];

async function put(change: (body: string) => string): Promise<Response> {
  const signer = new SignatureV4({
    service: 's3',
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const { host, hostname } = new URL(url);
  const headers = {
    host,
    'content-encoding': 'aws-chunked',
    'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    'x-amz-decoded-content-length': '8195',
  };
  const signed = await signer.sign({ method: 'PUT', protocol: 'http:', hostname, path: '/chunks/one', headers });
  const [, scope = '', signature = ''] = /Credential=test\/(\S+),.*Signature=(\w+)/.exec(signed.headers.authorization ?? '') ?? [];
  const body = change(bodyOf(signature, `AWS4-HMAC-SHA256-PAYLOAD\n${signed.headers['x-amz-date']}\n${scope}`, scope));
  const { host: _, ...sent } = signed.headers;
  return fetch(`${url}/chunks/one`, { method: 'PUT', headers: sent, body });
}

function bodyOf(seed: string, prefix: string, scope: string): string {
  const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  const key = scope.split('/').reduce<string | Buffer>(hmac, 'AWS4test');
  let before = seed;
  return chunks
    .map((chunk) => {
      before = createHmac('sha256', key)
        .update(`${prefix}\n${before}\n${sha256(Buffer.alloc(0))}\n${sha256(chunk)}`)
        .digest('hex');
      return `${chunk.length.toString(16)};chunk-signature=${before}\r\n${chunk.toString()}\r\n`;
    })
    .join('');
}

// Source: "Signature calculations for the Authorization header: transferring a payload in multiple chunks", Amazon S3 API reference.
test('chunks that are signed become an object', async () => {
  expect((await put((body) => body)).status).toBe(200);
  const { body } = await engine.services.s3.call({ method: 'GET', url: '/chunks/one' });
  expect(body.equals(Buffer.concat(chunks))).toBe(true);
});

test.each([
  ['a byte of the first chunk', (body: string) => body.replace('aaa', 'aba')],
  ['a byte of the last', (body: string) => body.replace('end', 'enD')],
  ['the last signature', (body: string) => body.replace(/(;chunk-signature=)\w{8}(\w{56}\r\n\r\n)$/, '$100000000$2')],
])('when %s has changed, nothing is stored', async (_name, change) => {
  const before = await engine.services.s3.call({ method: 'HEAD', url: '/chunks/one' });
  const answer = await put(change);
  expect([answer.status, /<Code>(\w+)</.exec(await answer.text())?.[1]]).toEqual([403, 'SignatureDoesNotMatch']);
  const after = await engine.services.s3.call({ method: 'HEAD', url: '/chunks/one' });
  expect(after.headers['last-modified']).toBe(before.headers['last-modified']);
});

test('eleven hundred parts are listed in pages, and go with their upload', async () => {
  const { s3 } = engine.services;
  const { body } = await s3.call({ method: 'POST', url: '/chunks/large?uploads' });
  const uploadId = /<UploadId>(\w+)</.exec(body.toString())?.[1];
  const numbers = Array.from({ length: 1100 }, (_, index) => index + 1);
  await Promise.all(
    numbers.map((it) => s3.call({ method: 'PUT', url: `/chunks/large?uploadId=${uploadId}&partNumber=${it}`, body: `${it}` })),
  );
  const seen: string[] = [];
  for (let marker = '0'; marker !== ''; ) {
    const page = await s3.call({ method: 'GET', url: `/chunks/large?uploadId=${uploadId}&part-number-marker=${marker}` });
    const text = page.body.toString();
    seen.push(...Array.from(text.matchAll(/<PartNumber>(\d+)</g), ([, number = '']) => number));
    marker = text.includes('<IsTruncated>true<') ? (/<NextPartNumberMarker>(\d+)</.exec(text)?.[1] ?? '') : '';
  }
  expect(seen).toEqual(numbers.map(String));
  await s3.call({ method: 'DELETE', url: `/chunks/large?uploadId=${uploadId}` });
  await expect(s3.call({ method: 'GET', url: `/chunks/large?uploadId=${uploadId}` })).rejects.toMatchObject({ code: 'NoSuchUpload' });
});
