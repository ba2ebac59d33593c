// Calls that no service here answers, sent on: what the upstream is asked, and what the client gets. The upstream is a server of this test.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { signRequest } from '../../src/upstream/sign-request.ts';

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const it of running.splice(0)) await it.stop();
});

async function upstreamServer(): Promise<{ readonly url: URL; readonly asked: Asked[] }> {
  const asked: Asked[] = [];
  const server: Server = createServer(async (message, response) => {
    let body = '';
    for await (const chunk of message) body += String(chunk);
    asked.push({ method: message.method, url: message.url, headers: message.headers, body });
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'theirs', connection: 'close' });
    response.end('{"from":"upstream"}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  running.push({ stop: () => new Promise((done) => server.close(() => done())) });
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}`), asked };
}

async function start(url: URL | undefined): Promise<{ readonly engine: Engine; readonly endpoint: string }> {
  const keys = { accessKeyId: 'test', secretAccessKey: 'test' };
  const engine = await createEngine({ projectRoot: '/project', dataRoot: undefined, ...(url && { upstream: { url, keys } }) });
  running.push(engine);
  const { awsPort } = await engine.listen({ port: 0, awsPort: 0 });
  return { engine, endpoint: `http://127.0.0.1:${awsPort}` };
}

const scope = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=FUNCTIONKEY/20260301/eu-west-1/${service}/aws4_request, Signature=00`;
const call = (endpoint: string, service: string, target: string): Promise<Response> =>
  fetch(endpoint, {
    method: 'POST',
    headers: { authorization: scope(service), 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' },
    body: '{"a":1}',
  });

test.each([
  ['a service that is not here', 'states', 'AWSStepFunctions.ListStateMachines'],
  ['an operation that is not here', 'events', 'AWSEvents.ListArchives'],
])('%s is sent on, signed anew for the upstream', async (_name, service, target) => {
  const upstream = await upstreamServer();
  const { endpoint } = await start(upstream.url);
  const answer = await call(endpoint, service, target);
  expect([answer.status, await answer.text(), answer.headers.get('x-amzn-requestid')]).toEqual([200, '{"from":"upstream"}', 'theirs']);
  const [asked] = upstream.asked;
  expect(asked).toMatchObject({ method: 'POST', url: '/', body: '{"a":1}' });
  expect(asked?.headers).toMatchObject({ host: upstream.url.host, 'x-amz-target': target });
  expect(asked?.headers.authorization).toMatch(
    new RegExp(`^AWS4-HMAC-SHA256 Credential=test/\\d{8}/eu-west-1/${service}/aws4_request, SignedHeaders=content-type;host;x-amz-date;`),
  );
});

test('what is here is answered here', async () => {
  const upstream = await upstreamServer();
  const { endpoint } = await start(upstream.url);
  expect((await call(endpoint, 'events', 'AWSEvents.ListEventBuses')).status).toBe(200);
  expect(upstream.asked).toEqual([]);
});

test('without an upstream nothing is sent on', async () => {
  const { endpoint } = await start(undefined);
  const answer = await call(endpoint, 'states', 'AWSStepFunctions.ListStateMachines');
  expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([501, 'NotImplemented']);
});

test('an upstream that is not there is told', async () => {
  const upstream = await upstreamServer();
  for (const it of running.splice(0)) await it.stop();
  const { endpoint } = await start(upstream.url);
  const answer = await call(endpoint, 'states', 'AWSStepFunctions.ListStateMachines');
  expect(answer.status).toBe(502);
  expect(await answer.json()).toMatchObject({
    __type: 'UpstreamUnreachable',
    message: expect.stringContaining(`The upstream ${upstream.url.origin} did not answer`),
  });
});

// "get-vanilla" of AWS's Signature Version 4 test suite.
test('a request is signed as in AWS’s test suite', () => {
  const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
  const request = { method: 'GET', path: '/', query: '', headers: { host: 'example.amazonaws.com' }, body: Buffer.alloc(0) };
  const signed = signRequest(request, { service: 'service', region: 'us-east-1' }, keys, Date.parse('2015-08-30T12:36:00Z'));
  expect(signed.authorization).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  );
});
