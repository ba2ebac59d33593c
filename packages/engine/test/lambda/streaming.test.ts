// Covers answers that are read while the function writes them. What a buffered call of such a function answers is in invoke.test.ts.
// Sources: "Response streaming for Lambda functions", AWS Lambda developer guide; AWS Lambda Node.js runtime interface client.
import { afterAll, expect, test } from 'vitest';
import type { StreamedInvocation } from '../../src/lambda/lambda-runtime.ts';
import { configure, startRuntime } from './run-function.ts';

const lambda = startRuntime();
afterAll(() => lambda.runtime.stop());

async function begin(name: string, { event = {}, timeoutSeconds = 10 } = {}): Promise<StreamedInvocation> {
  const functionName = `stream-${name}`;
  lambda.runtime.putFunction(configure({ handler: `streams.${name}`, functionName, timeoutSeconds, memorySizeMb: 512 }));
  return lambda.runtime.invokeWithResponseStream({
    functionName,
    payload: JSON.stringify(event),
    invokedFunctionArn: 'arn',
    traceId: '',
  });
}

async function read({ chunks }: StreamedInvocation): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

const octets = 'application/octet-stream';
const integration = 'application/vnd.awslambda.http-integration-response';
const nulls = '\0'.repeat(8);

test.concurrent.each([
  { name: 'pieces', contentType: octets, text: 'one two' },
  { name: 'prelude', contentType: integration, text: `{"statusCode":418,"cookies":["a=1"]}${nulls}teapot` },
  { name: 'onlyEnded', contentType: integration, text: '' },
  { name: 'typed', contentType: 'text/plain', text: '{"an":"object"}' },
  { name: 'typedTooLate', contentType: octets, text: 'x', errorType: 'Runtime.InvalidStreamingOperation' },
  { name: 'breaks', contentType: octets, text: 'before', errorType: 'RangeError' },
  { name: 'breaksAtOnce', contentType: 'application/json', text: '', errorType: 'RangeError' },
  { name: 'crashes', contentType: octets, text: 'before', errorType: 'Runtime.ExitError' },
  { name: 'hangs', timeoutSeconds: 1, contentType: octets, text: 'before', errorType: 'Sandbox.Timedout' },
  { name: 'plain', contentType: 'application/json', text: '{"plain":true}' },
  { name: 'plainBreaks', contentType: 'application/json', text: '', errorType: 'TypeError' },
])('$name', async ({ name, contentType, text, errorType, ...settings }) => {
  const streamed = await begin(name, settings);
  expect(streamed.contentType).toBe(contentType);
  expect((await read(streamed)).toString()).toBe(text);
  const result = await streamed.result;
  expect(result.functionError).toBe(errorType && 'Unhandled');
  if (errorType === undefined) expect(result.payload.length).toBe(0);
  else expect(JSON.parse(result.payload.toString())).toMatchObject({ errorType });
});

test('the first piece is here before the last is written', async () => {
  const streamed = await begin('pieces');
  let over = false;
  void streamed.result.then(() => (over = true));
  const chunks = streamed.chunks[Symbol.asyncIterator]();
  expect((await chunks.next()).value?.toString()).toBe('one ');
  expect(over).toBe(false);
  expect((await chunks.next()).value?.toString()).toBe('two');
});

test('a function is not faster than its reader', async () => {
  const streamed = await begin('slowReader');
  const chunks = streamed.chunks[Symbol.asyncIterator]();
  const { value: first } = await chunks.next();
  // It answers another question meanwhile: nothing of the stream is on its way any more.
  await (await begin('plain')).result;
  const written = lambda.events.filter((it) => it.type === 'log' && it.line.includes('written')).length;
  expect(written).toBeLessThan(10);
  let bytes = first?.length ?? 0;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) bytes += next.value.length;
  expect(bytes).toBeGreaterThanOrEqual(40 * 256 * 1024);
  expect((await streamed.result).functionError).toBeUndefined();
});

test('a reader who leaves does not hold the function up', async () => {
  const streamed = await begin('many', { event: { megabytes: 20 } });
  for await (const _chunk of streamed.chunks) break;
  expect((await streamed.result).functionError).toBeUndefined();
});

test('ends after 200 MB', { timeout: 60_000 }, async () => {
  const streamed = await begin('many', { event: { megabytes: 201 }, timeoutSeconds: 60 });
  let bytes = 0;
  for await (const chunk of streamed.chunks) bytes += chunk.length;
  expect(bytes).toBe(200 * 1024 * 1024);
  expect(JSON.parse((await streamed.result).payload.toString())).toEqual({
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: 'Response payload size exceeded maximum allowed payload size (209715200 bytes).',
  });
});
