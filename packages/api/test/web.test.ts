// Web requests, responses and streams, for code that wants the platform's own.
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { api, cors } from '../src/index.ts';
import { streaming } from '../src/stream.ts';
import { toWebRequest } from '../src/web.ts';

test('a web Request on request', async () => {
  const app = api(
    {},
    {
      'POST /x': async (request) => {
        const web = toWebRequest(request);
        return { url: web.url, method: web.method, own: web.headers.get('x-own'), body: await web.json() };
      },
    },
  );
  const response = await app.request('POST /x?a=1', { body: { b: 2 }, headers: { 'x-own': 'yes', host: 'api.example.com' } });
  expect(await response.json()).toEqual({ url: 'https://api.example.com/x?a=1', method: 'POST', own: 'yes', body: { b: 2 } });
});

test('a web Response is sent as it comes, errors as ever', async () => {
  let release: () => void = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  async function* parts(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('one');
    await gate;
    yield Buffer.from('two');
  }
  const app = api(
    { cors: cors({ allowOrigins: ['*'] }) },
    {
      'GET /stream': () => new Response(ReadableStream.from(parts()), { headers: { 'content-type': 'text/plain' } }),
      'GET /json': () => ({ a: 1 }),
    },
  );
  const prelude: unknown[] = [];
  const handler = streaming(app, {
    streamifyResponse: (it) => it,
    HttpResponseStream: {
      from: (stream, metadata) => {
        prelude.push(metadata);
        return stream;
      },
    },
  }) as (event: object, stream: PassThrough, context: undefined) => Promise<void>;
  const run = (rawPath: string): [Promise<void>, PassThrough] => {
    const output = new PassThrough();
    return [handler({ rawPath, requestContext: { domainName: 'x.lambda-url.y', http: { method: 'GET' } } }, output, undefined), output];
  };
  const [done, output] = run('/stream');
  const [first] = await once(output, 'data');
  expect(String(first)).toBe('one');
  release();
  await done;
  expect(prelude[0]).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/plain', 'access-control-allow-origin': '*' } });
  for (const [path, text] of [
    ['/json', '{"a":1}'],
    ['/none', '"error":"Not found"'],
  ] as const) {
    const [finished, body] = run(path);
    await finished;
    expect(String(body.read())).toContain(text);
  }
  expect(() => streaming(app, undefined)).toThrow('awslambda');
});
