// Covers what may and may not come out of a deployment package. Sources: "Lambda quotas" and "Deploying Node.js Lambda functions with .zip
// file archives", AWS Lambda developer guide; APPNOTE.TXT for the format.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { unpackZip } from './unpack-zip.ts';

const root = mkdtempSync(join(tmpdir(), 'gatewright-zip-'));
afterAll(() => rmSync(root, { recursive: true }));

interface Packed {
  readonly name: string;
  readonly content?: string;
  /** A Unix mode; a regular file without it. */
  readonly mode?: number;
  /** What the headers say instead of the truth. */
  readonly claimedBytes?: number;
}

function zip(...files: readonly Packed[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content = '', mode = 0o100644, claimedBytes } of files) {
    const data = Buffer.from(content);
    const packed = deflateRawSync(data);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(checksum(data), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(claimedBytes ?? data.length, 8);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(Buffer.byteLength(name), 0);
    const method = Buffer.from([20, 0, 0, 8, 8, 0, 0, 0, 0, 0]);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), method, sizes, lengths, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), method, sizes, lengths, rest, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** node:zlib has crc32 from Node 20.15 and 22.2 on. */
const checksum = (data: Buffer): number => crc32(data);

test('unpacks files, folders, modes and links; the same package to the same folder', async () => {
  const packed = zip(
    { name: 'index.js', content: 'exports.handler = 1;' },
    { name: 'bin/', mode: 0o040755 },
    { name: 'bin/run', content: '#!/bin/sh', mode: 0o100755 },
    { name: 'lib/deep/é.txt', content: 'text' },
    { name: 'link.js', content: 'index.js', mode: 0o120777 },
  );
  const unpacked = await unpackZip(packed, root);
  const { path, sha256, codeSize } = unpacked;
  expect(codeSize).toBe(packed.length);
  expect(sha256).toMatch(/^[\w+/]{43}=$/);
  expect(readFileSync(join(path, 'link.js'), 'utf8')).toBe('exports.handler = 1;');
  expect(readFileSync(join(path, 'lib/deep/é.txt'), 'utf8')).toBe('text');
  expect(statSync(join(path, 'bin/run')).mode & 0o777).toBe(0o755);
  expect(statSync(join(path, 'index.js')).mode & 0o111).toBe(0);
  expect(await unpackZip(packed, root)).toEqual(unpacked);
});

const unreadable = 'Could not unzip uploaded file. Please check your file, then try to upload again.';

test.each([
  { name: 'nothing', packed: Buffer.alloc(0), message: 'Uploaded file must be a non-empty zip' },
  { name: 'no files', packed: zip(), message: 'Uploaded file must be a non-empty zip' },
  { name: 'no zip', packed: Buffer.from('exports.handler = 1;'), message: unreadable },
  { name: 'half of one', packed: zip({ name: 'a', content: 'a' }).subarray(20), message: unreadable },
  { name: 'a name that leads out', packed: zip({ name: '../escaped', content: 'x' }), message: unreadable },
  { name: 'an absolute name', packed: zip({ name: '/tmp/escaped', content: 'x' }), message: unreadable },
  {
    name: 'a link that leads out',
    packed: zip({ name: 'a', content: '../escaped', mode: 0o120777 }),
    message: 'Could not unzip uploaded file: the link a leads out of the package.',
  },
  {
    name: 'a file through a link',
    packed: zip({ name: 'a', content: '.', mode: 0o120777 }, { name: 'a/b', content: 'x' }),
    message: unreadable,
  },
  { name: 'more than it says', packed: zip({ name: 'a', content: 'x'.repeat(1_000_000), claimedBytes: 10 }), message: unreadable },
  {
    name: 'more than 250 MB',
    packed: zip({ name: 'a', content: 'x', claimedBytes: 200_000_000 }, { name: 'b', content: 'x', claimedBytes: 100_000_000 }),
    message: 'Unzipped size must be smaller than 262144000 bytes',
  },
])('refuses a package with $name', async ({ packed, message }) => {
  const before = readdirSync(root);
  await expect(unpackZip(packed, root)).rejects.toMatchObject({ code: 'InvalidParameterValueException', status: 400, message });
  expect(readdirSync(root)).toEqual(before);
  expect(existsSync(join(root, '../escaped'))).toBe(false);
});
