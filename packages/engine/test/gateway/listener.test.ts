// Covers the HTTP port itself: sizes, broken and hostile clients, keep-alive. What a whole request gets is in the other files.
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiServer } from '../../src/server/api-server.ts';
import { createWorld } from '../../src/world/world.ts';
import { apiTemplate, startGateway, type TestGateway } from './start-gateway.ts';

let gateway: TestGateway;
let seenBodyLength = 0;
let running = 0;
let held: Promise<void> | undefined;
let most = 0;
beforeAll(async () => {
  gateway = await startGateway({
    template: apiTemplate({ 'ANY /': 'echo', 'ANY /{proxy+}': 'echo' }),
    functions: {
      async echo({ path, body, httpMethod }) {
        running += 1;
        most = Math.max(most, running);
        await (held ?? Promise.resolve());
        running -= 1;
        seenBodyLength = typeof body === 'string' ? body.length : 0;
        return { statusCode: 200, body: `${String(httpMethod)} ${String(path)}` };
      },
    },
  });
});
afterAll(() => gateway.stop());

/** Writes `parts` on a raw connection and gives all that came until the server closed it or `enough` was seen. */
function raw(
  parts: readonly (string | Buffer)[],
  { end = false, enough }: { readonly end?: boolean; readonly enough?: RegExp } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(gateway.port, '127.0.0.1');
    let received = '';
    socket.on('connect', () => {
      for (const part of parts) socket.write(part);
      if (end) socket.end();
    });
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      if (enough?.test(received)) socket.destroy();
    });
    socket.on('error', (error: Error & { readonly code?: string }) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(received) : reject(error),
    );
    socket.on('close', () => resolve(received));
  });
}

const host = 'Host: localhost\r\n';
const megabyte = 1024 * 1024;

test('a body of 10 MB passes', async () => {
  const answer = await gateway.send({ method: 'POST', path: '/test/a', body: Buffer.alloc(10 * megabyte, 'x') });
  expect(answer.status).toBe(200);
  expect(seenBodyLength).toBe(10 * megabyte);
});

test.each([
  ['declared', { 'Content-Length': String(12 * megabyte) }],
  ['chunked', { 'Transfer-Encoding': 'chunked' }],
])('a body of 12 MB, %s: 413', async (_name, headers) => {
  const answer = await gateway.send({ method: 'POST', path: '/test/a', headers, body: Buffer.alloc(12 * megabyte, 'x') });
  expect([answer.status, answer.text]).toEqual([413, '{"message":"Request Too Long"}']);
  expect(answer.headers.connection).toBe('close');
  expect(answer.trace.refusal).toMatchObject({ rule: 'REQUEST_TOO_LARGE' });
});

test('a client that asks first is refused before it sends', async () => {
  const received = await raw([`POST /test/a HTTP/1.1\r\n${host}Expect: 100-continue\r\nContent-Length: ${12 * megabyte}\r\n\r\n`], {
    enough: /Request Too Long/,
  });
  expect(received).toMatch(/^HTTP\/1.1 413 /);
  expect(
    await raw([`POST /test/a HTTP/1.1\r\n${host}Expect: 100-continue\r\nContent-Length: 2\r\n\r\nhi`], { enough: /POST \/a/ }),
  ).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /);
});

test.each([
  ['11 KB of headers', 11_000],
  ['100 KB', 100_000],
  ['1 MB, more than is parsed', megabyte],
])('%s: 431', async (_name, length) => {
  const received = await raw([`GET /test/a HTTP/1.1\r\n${host}Cookie: ${'c'.repeat(length)}\r\n\r\n`], { enough: /10240 bytes/ });
  expect(received).toMatch(/^HTTP\/1.1 431 /);
  expect(gateway.traces.at(-1)).toMatchObject({ statusCode: 431, refusal: { layer: 'gateway' } });
});

test('10 KB of header values pass', async () => {
  const answer = await gateway.send({ path: '/test/a', headers: { Cookie: 'c'.repeat(9_900) } });
  expect(answer.status).toBe(200);
});

test.each([
  ['no HTTP', 'hello\r\n\r\n'],
  ['two lengths that differ', `POST /test/a HTTP/1.1\r\n${host}Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc`],
  ['a length and chunks', `POST /test/a HTTP/1.1\r\n${host}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ['a chunk that is none', `POST /test/a HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
  ['a line break in a header', `GET /test/a HTTP/1.1\r\n${host}X: a\nb: c\r\n\r\n`],
  ['a blank before the colon', `GET /test/a HTTP/1.1\r\n${host}Content-Length : 0\r\n\r\n`],
  ['a folded header', `GET /test/a HTTP/1.1\r\n${host}X: a\r\n b\r\n\r\n`],
  ['bare line feeds', 'GET /test/a HTTP/1.1\nHost: localhost\n\n'],
  ['a list of lengths', `POST /test/a HTTP/1.1\r\n${host}Content-Length: 2, 2\r\n\r\nhi`],
  ['the same length twice', `POST /test/a HTTP/1.1\r\n${host}Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi`],
  ['chunks that are not the last coding', `POST /test/a HTTP/1.1\r\n${host}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
  ['a coding that looks like chunks', `POST /test/a HTTP/1.1\r\n${host}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
  ['a chunk longer than numbers are', `POST /test/a HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n`],
  [
    'a chunk with an extension of 20 KB',
    `POST /test/a HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(20_000)}\r\na\r\n`,
  ],
  ['chunks that end in line feeds', `POST /test/a HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n1\na\n0\n\n`],
  [
    'a length among the trailers',
    `POST /test/a HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nContent-Length: 5\r\n\r\n`,
  ],
  ['a NUL in a header', `GET /test/a HTTP/1.1\r\n${host}X: a\0b\r\n\r\n`],
  ['a negative length', `POST /test/a HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`],
])('%s: 400, and the port lives', async (_name, text) => {
  const received = await raw([text], { end: true });
  expect(received).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
  expect(gateway.traces.at(-1)).toMatchObject({ statusCode: 400 });
  expect((await gateway.send({ path: '/test/a' })).status).toBe(200);
});

test('a request that is cut off leaves a trace, and the port lives', async () => {
  const before = gateway.traces.length;
  const received = await raw([`POST /test/a HTTP/1.1\r\n${host}Content-Length: 100\r\n\r\nabc`], { end: true });
  expect(received === '' || received.startsWith('HTTP/1.1 400 ')).toBe(true);
  expect(gateway.traces.slice(before).some((it) => it.refusal !== undefined)).toBe(true);
  expect((await gateway.send({ path: '/test/a' })).status).toBe(200);
});

test('pipelined requests are answered in order, one at a time', async () => {
  most = 0;
  const count = 200;
  const requests = Array.from(
    { length: count },
    (_, index) => `GET /test/${index} HTTP/1.1\r\n${host}${index === count - 1 ? 'Connection: close\r\n' : ''}\r\n`,
  ).join('');
  const received = await raw([requests]);
  const order = [...received.matchAll(/GET \/(\d+)/g)].map((match) => Number(match[1]));
  expect(order).toEqual(Array.from({ length: count }, (_, index) => index));
  expect(most).toBe(1);
});

test('a half-closed client still gets its answer', async () => {
  expect(await raw([`GET /test/a HTTP/1.1\r\n${host}Connection: close\r\n\r\n`], { end: true })).toMatch(/^HTTP\/1.1 200 /);
});

test('also when its answer takes a while', async () => {
  let release = (): void => undefined;
  held = new Promise((resolve) => {
    release = resolve;
  });
  const answer = raw([`POST /test/a HTTP/1.1\r\n${host}Content-Length: 2\r\n\r\nhi`], { end: true });
  while (running === 0) await new Promise(setImmediate);
  for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
  held = undefined;
  release();
  expect(await answer).toMatch(/^HTTP\/1.1 200 /);
});

test('a tunnel is refused in words', async () => {
  expect(await raw([`CONNECT localhost:80 HTTP/1.1\r\n${host}\r\n`])).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
});

test('an absolute target is a path', async () => {
  expect(await raw([`GET http://localhost/test/a HTTP/1.1\r\n${host}Connection: close\r\n\r\n`])).toContain('GET /a');
});

test('HTTP/1.0 is answered and closed', async () => {
  expect(await raw(['GET /test/a HTTP/1.0\r\n\r\n'])).toMatch(/^HTTP\/1.1 200 [\s\S]*Connection: close/);
});

test('a thousand connections that go away leave the port answering', async () => {
  const drop = (): Promise<void> =>
    new Promise((resolve) => {
      const socket = connect(gateway.port, '127.0.0.1', () => {
        socket.write(`GET /test/a HTTP/1.1\r\n${host}`);
        socket.destroy();
      });
      socket.on('close', () => resolve());
      socket.on('error', () => {});
    });
  for (let round = 0; round < 10; round += 1) await Promise.all(Array.from({ length: 100 }, drop));
  expect((await gateway.send({ path: '/test/a' })).status).toBe(200);
});

test('a taken port is told by its code', async () => {
  const world = createWorld();
  const second = createApiServer({ world, services: gateway.services, onRequest() {} });
  await expect(second.listen(gateway.port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
