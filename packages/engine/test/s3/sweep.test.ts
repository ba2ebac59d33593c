// What a crash leaves between an object's bytes and its record.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createWorld } from '../../src/world/world.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewright-sweep-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An engine whose timers of half a minute are run at once. */
function start(): Promise<Engine> {
  const world = createWorld();
  return createEngine({
    projectRoot: folder,
    dataRoot: folder,
    world: { ...world, after: (delayMs, callback) => world.after(delayMs === 30_000 ? 0 : delayMs, callback) },
  });
}

const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0' };

test('bytes without a record go, those of objects and of open uploads stay', async () => {
  const first = await start();
  await first.services.s3.call({ method: 'PUT', url: '/kept' });
  await first.services.s3.call({ method: 'PUT', url: '/kept/object', body: 'bytes' });
  const begun = await first.services.s3.call({ method: 'POST', url: '/kept/large?uploads' });
  const uploadId = /<UploadId>(\w+)</.exec(begun.body.toString())?.[1];
  const part = await first.services.s3.call({ method: 'PUT', url: `/kept/large?uploadId=${uploadId}&partNumber=1`, body: 'part' });
  await first.stop();
  // A part whose upload is gone: the record is left as well.
  const store = openStore(join(folder, 'data'));
  const left = { uploadId: 'gone', part: { partNumber: 1, blobId: '00orphan' } };
  await store.write([{ key: Buffer.from('oUgone/00001'), value: Buffer.from(JSON.stringify(left)) }]);
  await store.close();
  const orphan = join(folder, 'objects', '00', '00orphan');
  mkdirSync(join(folder, 'objects', '00'), { recursive: true });
  writeFileSync(orphan, 'left');
  const past = new Date(Date.now() - 60_000);
  for (const part of readdirSync(join(folder, 'objects')))
    for (const file of readdirSync(join(folder, 'objects', part))) utimesSync(join(folder, 'objects', part, file), past, past);
  const second = await start();
  const { awsPort } = await second.listen({ port: 0, awsPort: 0 });
  expect((await fetch(`http://127.0.0.1:${awsPort}/kept`, { headers })).status).toBe(200);
  await vi.waitFor(() => expect(existsSync(orphan)).toBe(false), { timeout: 10_000 });
  expect((await second.services.s3.call({ method: 'GET', url: '/kept/object' })).body.toString()).toBe('bytes');
  const named = `<Part><PartNumber>1</PartNumber><ETag>${part.headers.etag}</ETag></Part>`;
  const body = `<CompleteMultipartUpload>${named}</CompleteMultipartUpload>`;
  await second.services.s3.call({ method: 'POST', url: `/kept/large?uploadId=${uploadId}`, body });
  expect((await second.services.s3.call({ method: 'GET', url: '/kept/large' })).body.toString()).toBe('part');
  await second.stop();
  const swept = openStore(join(folder, 'data'));
  expect([...swept.keys({ start: Buffer.from('oU'), end: Buffer.from('oV') })]).toEqual([]);
  await swept.close();
});
