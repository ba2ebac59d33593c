// What S3 costs beside a bare file server: small objects and a large one, in and out; listing; memory. There is no peer in Node to measure
// against; the floor is node:http that writes the same bytes to files, synced, and digests them by MD5 and CRC-32 as S3 does.
//
//   npm run bench -- s3 [megabytes of the large object]

import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { createEngine } from '../packages/engine/src/engine.ts';
import { cpuMs, memoryMib } from './harness/servers.ts';

const contestants = ['gatewright', 'floor'] as const;
const serving = process.argv.find((it) => it.startsWith('--serve='))?.slice('--serve='.length);
const authorization = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0';

async function serveEngine(folder: string): Promise<number> {
  const engine = await createEngine({ projectRoot: folder, dataRoot: folder });
  return (await engine.listen({ port: 0, awsPort: 0 })).awsPort;
}

async function serveFloor(folder: string): Promise<number> {
  const fileOf = (url: string): string => join(folder, url.replaceAll('/', '_'));
  const server = createServer(async (message, response) => {
    const file = fileOf(message.url ?? '/');
    if (message.method === 'GET')
      return void pipeline(createReadStream(file), response.writeHead(200, { 'content-length': (await stat(file)).size }));
    const temporary = `${file}.${randomBytes(4).toString('hex')}`;
    const md5 = createHash('md5');
    let crc = 0;
    await pipeline(
      message,
      async function* (pieces) {
        for await (const piece of pieces) {
          md5.update(piece);
          crc = crc32(piece, crc);
          yield piece;
        }
      },
      createWriteStream(temporary),
    );
    const handle = await open(temporary, 'r+');
    await handle.sync();
    await handle.close();
    await rename(temporary, file);
    response.writeHead(200, { etag: md5.digest('hex'), 'x-crc': crc.toString(16) }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

if (serving) {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-bench-s3-'));
  process.on('disconnect', () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit();
  });
  process.send?.(serving === 'floor' ? await serveFloor(folder) : await serveEngine(folder));
} else await measure();

interface Server {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  readonly child: ChildProcess;
}

async function start(name: string): Promise<Server> {
  const child = fork(process.argv[1] ?? '', [`--serve=${name}`]);
  const port = await new Promise<number>((resolve) => child.once('message', (it) => resolve(Number(it))));
  return { name, port, pid: child.pid ?? 0, child };
}

async function measure(): Promise<void> {
  const megabytes = Number(process.argv[2] ?? 512);
  const servers = await Promise.all(contestants.map(start));
  for (const server of servers) await send(server, 'PUT', '/bench');
  const small = randomBytes(1024);
  const runs: readonly (readonly [name: string, run: (server: Server, round: number) => Promise<string>])[] = [
    ['put 1 KB, 16 at once', (server, round) => rate(server, 2000, (index) => send(server, 'PUT', `/bench/${round}-${index}`, small))],
    ['get 1 KB, 16 at once', (server, round) => rate(server, 4000, (index) => send(server, 'GET', `/bench/${round}-${index % 2000}`))],
    [`put ${megabytes} MB`, (server) => throughput(server, megabytes, () => sendLarge(server, megabytes))],
    [`get ${megabytes} MB`, (server) => throughput(server, megabytes, () => send(server, 'GET', '/bench/large'))],
  ];
  for (const [name, run] of runs) {
    // In turns, so that what else the machine does falls on both.
    for (let round = 0; round < 3; round += 1)
      for (const server of servers) process.stdout.write(`${name.padEnd(22)} ${server.name.padEnd(12)} ${await run(server, round)}\n`);
  }
  const [ours] = servers;
  if (ours) {
    const seconds = await timed(() => send(ours, 'GET', '/bench?list-type=2'));
    process.stdout.write(`list 1,000 of 6,001 keys: ${(seconds * 1000).toFixed(1)} ms\n`);
  }
  for (const server of servers) process.stdout.write(`memory ${server.name}: ${memoryMib(server.pid).toFixed(0)} MiB\n`);
  for (const { child } of servers) child.disconnect();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

async function rate(server: Server, count: number, work: (index: number) => Promise<unknown>): Promise<string> {
  const cpu = cpuMs(server.pid);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) await work(index);
  };
  const seconds = await timed(() => Promise.all(Array.from({ length: 16 }, worker)));
  return `${(count / seconds).toFixed(0).padStart(6)}/s, ${(((cpuMs(server.pid) - cpu) * 1000) / count).toFixed(0)} µs of CPU each`;
}

async function throughput(server: Server, megabytes: number, work: () => Promise<unknown>): Promise<string> {
  const cpu = cpuMs(server.pid);
  const seconds = await timed(work);
  const cpuSeconds = (cpuMs(server.pid) - cpu) / 1000;
  return `${(megabytes / seconds).toFixed(0).padStart(6)} MB/s, ${((cpuSeconds / megabytes) * 1024).toFixed(2)} s of CPU a GB, ${memoryMib(server.pid).toFixed(0)} MiB`;
}

const agent = new Agent({ keepAlive: true });

function send({ port }: Server, method: string, path: string, body?: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization, 'content-length': String(body?.length ?? 0) };
    const sent = request({ port, host: '127.0.0.1', method, path, headers, agent }, (answer) => {
      answer
        .resume()
        .on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${method} ${path}: ${answer.statusCode}`))));
    });
    sent.on('error', reject).end(body);
  });
}

async function sendLarge({ port }: Server, megabytes: number): Promise<void> {
  const piece = randomBytes(1024 * 1024);
  const headers = { authorization, 'content-length': String(megabytes * piece.length) };
  await new Promise<void>((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method: 'PUT', path: '/bench/large', headers }, (answer) =>
      answer.resume().on('end', resolve),
    );
    sent.on('error', reject);
    pipeline(
      (function* () {
        for (let index = 0; index < megabytes; index += 1) yield piece;
      })(),
      sent,
    ).catch(reject);
  });
}
