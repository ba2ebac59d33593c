// Covers responseTransferMode STREAM: what reaches the client, when, and what ends a stream. Real streaming functions run in
// lambda/streaming.test.ts.
// Sources: "Stream the integration response for your proxy integrations in API Gateway" and its two chapters.
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StreamedInvocation } from '../../src/lambda/lambda-runtime.ts';
import { apiTemplate, lambdaUri, startGateway, type TestGateway } from './start-gateway.ts';

const uri = lambdaUri('stream').replace('2015-03-31', '2021-11-15').replace('/invocations', '/response-streaming-invocations');
const streaming = (more: object = {}): object => ({
  'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri, responseTransferMode: 'STREAM', ...more },
});
const nulls = '\0'.repeat(8);
const metadata = '{"statusCode":201,"headers":{"X-One":"1"},"multiValueHeaders":{"X-Two":["a","b"]},"cookies":["c=1"]}';

/** What the function writes, piece by piece; `wait` holds it until the test lets go. */
let pieces: readonly (string | 'wait')[] = [];
let functionError: 'Unhandled' | undefined;
let letGo: () => void = () => {};
/** Resolves when a function, or the backend, has come to a `wait`. */
const waiting = (): Promise<void> => new Promise((resolve) => (waits = resolve));
let waits: () => void = () => {};
let returned = 0;

function streamed(): StreamedInvocation {
  const trace = { functionName: 'stream', requestId: 'r', coldStart: false, durationMs: 1, awsCalls: [] };
  const result = { payload: Buffer.alloc(0), functionError, executedVersion: '$LATEST', trace, logTail: '' };
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      for (const piece of pieces) {
        if (piece === 'wait') {
          await new Promise<void>((resolve) => {
            letGo = resolve;
            waits();
          });
        } else yield Buffer.from(piece);
      }
    } finally {
      returned += 1;
    }
  }
  return { contentType: 'application/octet-stream', chunks: chunks(), result: Promise.resolve(result) };
}

let gateway: TestGateway;
let backend: Server;
beforeAll(async () => {
  backend = createServer((_request, response) => {
    response.writeHead(202, { 'Content-Type': 'text/event-stream', 'Content-Encoding': 'identity', 'X-Backend': 'yes' });
    response.write('one ');
    letGo = () => response.end('two');
  });
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
  const address = backend.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  gateway = await startGateway({
    template: apiTemplate(
      {
        'GET /stream': streaming({ timeoutInMillis: 900_000 }),
        'HEAD /stream': streaming(),
        'GET /short': streaming({ timeoutInMillis: 1000 }),
        'GET /proxy': {
          'x-amazon-apigateway-integration': {
            type: 'http_proxy',
            httpMethod: 'GET',
            uri: `http://127.0.0.1:${port}/`,
            responseTransferMode: 'STREAM',
          },
        },
      },
      {
        api: { MinimumCompressionSize: 0, EndpointConfiguration: { Types: ['REGIONAL'] } },
        stage: {
          CacheClusterEnabled: true,
          MethodSettings: [{ ResourcePath: '/*', HttpMethod: '*', CachingEnabled: true }],
          AccessLogSetting: {
            DestinationArn: 'arn:aws:logs:us-east-1:1:log-group:a',
            Format:
              '$context.requestId $context.integration.responseTransferMode $context.integration.timeToAllHeaders ' +
              '$context.integration.timeToFirstContent $context.integration.latency $context.responseLength',
          },
        },
      },
    ),
    stream: async () => streamed(),
  });
  expect(gateway.diagnostics).toEqual([]);
});
afterAll(async () => {
  await gateway.stop();
  backend.closeAllConnections();
  backend.close();
});

/** The answer as soon as its headers are here. */
const open = (path: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    httpRequest({ port: gateway.port, path: `/test${path}`, headers: { 'Accept-Encoding': 'gzip' }, agent: false }, resolve)
      .on('error', reject)
      .end();
  });
const next = (message: IncomingMessage): Promise<string> =>
  new Promise((resolve) => message.once('data', (chunk) => resolve(String(chunk))));
/** How a message ends, after what it still brings. */
const end = (message: IncomingMessage): Promise<string> =>
  new Promise((resolve) => {
    let text = '';
    message.on('data', (chunk) => (text += chunk));
    message.on('end', () => resolve(`${text} whole`));
    message.on('error', () => resolve(`${text} broken`));
  });

test('headers and pieces go out as they come; metadata may come in parts', async () => {
  pieces = [metadata.slice(0, 20), `${metadata.slice(20)}${nulls.slice(0, 3)}`, `${nulls.slice(3)}one `, 'wait', 'two'];
  const message = await open('/stream');
  expect(message.statusCode).toBe(201);
  expect(message.headers).toMatchObject({
    'x-one': '1',
    'x-two': 'a, b',
    'set-cookie': ['c=1'],
    'content-type': 'application/json',
    'transfer-encoding': 'chunked',
  });
  expect(message.headers['content-encoding']).toBeUndefined();
  expect(await next(message)).toBe('one ');
  letGo();
  expect(await end(message)).toBe('two whole');
  expect(gateway.traces.at(-1)).toMatchObject({ responseBytes: 7, accessLog: expect.stringMatching(/ STREAMED \d+ \d+ \d+ 7$/) });
  const [, , headers, content, latency] = (gateway.traces.at(-1)?.accessLog ?? '').split(' ').map(Number);
  expect([headers, content, latency].toSorted((a = 0, b = 0) => a - b)).toEqual([headers, content, latency]);
  expect(gateway.traces.at(-1)?.cache).toBeUndefined();
});

test('ten megabytes and more', async () => {
  const piece = 'x'.repeat(1024 * 1024);
  pieces = [`{}${nulls}`, ...Array.from({ length: 12 }, () => piece)];
  const answer = await gateway.send({ path: '/test/stream' });
  expect([answer.status, answer.body.length]).toEqual([200, 12 * 1024 * 1024]);
});

test.each([
  ['no delimiter', ['{"statusCode":200}'], undefined],
  ['a delimiter after 16 KB', [`{"headers":{"a":"${'x'.repeat(16_400)}"}}${nulls}body`], undefined],
  ['metadata that are not JSON', [`hello${nulls}body`], undefined],
  ['a wrong status', [`{"statusCode":"x"}${nulls}body`], undefined],
  ['nothing, as the function failed', [], 'Unhandled'],
] as const)('502: %s', async (_name, written, failure) => {
  [pieces, functionError, returned] = [written, failure, 0];
  const answer = await gateway.send({ path: '/test/stream' });
  functionError = undefined;
  expect([answer.status, answer.text]).toEqual([502, '{"message": "Internal server error"}']);
  expect(returned).toBe(1);
});

test('a function that fails later breaks the connection off', async () => {
  [pieces, functionError] = [[`{}${nulls}before`, 'wait'], 'Unhandled'];
  const message = await open('/stream');
  expect(await next(message)).toBe('before');
  letGo();
  expect(await end(message)).toBe(' broken');
  functionError = undefined;
  expect(gateway.traces.at(-1)?.notes).toEqual([expect.objectContaining({ message: expect.stringContaining('had begun') })]);
});

test('the time of the integration: 504 before the answer begins, the end of the connection after', async () => {
  pieces = ['wait'];
  const late = gateway.send({ path: '/test/short' });
  await waiting();
  gateway.clock.advance(1001);
  const answer = await late;
  expect([answer.status, answer.text]).toEqual([504, '{"message": "Endpoint request timed out"}']);
  letGo();

  pieces = [`{}${nulls}one`, 'wait'];
  const message = await open('/short');
  expect(await next(message)).toBe('one');
  const ended = end(message);
  gateway.clock.advance(1001);
  expect(await ended).toBe(' broken');
  letGo();
});

test('five idle minutes of a Regional API', async () => {
  pieces = [`{}${nulls}one`, 'wait'];
  const message = await open('/stream');
  await next(message);
  const ended = end(message);
  gateway.clock.advance(299_000);
  gateway.clock.advance(2000);
  expect(await ended).toBe(' broken');
  expect(gateway.traces.at(-1)?.notes[0]?.message).toContain('idle for 300 s');
  letGo();
});

test('HEAD takes nothing of the stream', async () => {
  [pieces, returned] = [[`{"statusCode":200}${nulls}`, 'wait', 'never'], 0];
  const answer = await gateway.send({ method: 'HEAD', path: '/test/stream' });
  expect([answer.status, answer.body.length]).toEqual([200, 0]);
  letGo();
});

test('HTTP_PROXY: status and headers first, the body as it comes', async () => {
  const message = await open('/proxy');
  expect(message.statusCode).toBe(202);
  expect(message.headers).toMatchObject({ 'content-type': 'text/event-stream', 'content-encoding': 'identity', 'x-backend': 'yes' });
  expect(await next(message)).toBe('one ');
  letGo();
  expect(await end(message)).toBe('two whole');
});

test.each([
  ['MOCK', { type: 'mock', responseTransferMode: 'STREAM' }, 'only supported for AWS_PROXY and HTTP_PROXY'],
  [
    'a URI that buffers',
    { type: 'aws_proxy', httpMethod: 'POST', uri: lambdaUri('a'), responseTransferMode: 'STREAM' },
    'response-streaming-invocations',
  ],
  ['a URI that streams without STREAM', { type: 'aws_proxy', httpMethod: 'POST', uri }, 'needs the response transfer mode STREAM'],
  [
    'more than 15 minutes',
    { type: 'aws_proxy', httpMethod: 'POST', uri, responseTransferMode: 'STREAM', timeoutInMillis: 900_001 },
    '900000 ms',
  ],
])('refused: %s', async (_name, integration, message) => {
  const other = await startGateway({ template: apiTemplate({ 'GET /a': { 'x-amazon-apigateway-integration': integration } }) });
  await other.stop();
  expect(other.diagnostics[0]?.message).toContain(message);
});
