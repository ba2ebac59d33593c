// The library where it runs in development: in the local Lambda runtime, loaded from node_modules by a TypeScript function.
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { configure, startRuntime } from '../../engine/test/lambda/run-function.ts';

const lambda = startRuntime();
afterAll(() => lambda.runtime.stop());

const codeRoot = fileURLToPath(new URL('functions', import.meta.url));
const get = (path: string) => ({ rawPath: path, requestContext: { domainName: 'x.lambda-url.y', http: { method: 'GET' } } });

async function stream(path: string): Promise<{ readonly prelude: { statusCode: number; headers: object }; readonly body: string }> {
  lambda.runtime.putFunction(configure({ codeRoot, handler: 'local.streamed', functionName: 'streamed' }));
  const { payload } = await lambda.runtime.invoke({
    functionName: 'streamed',
    payload: JSON.stringify(get(path)),
    invokedFunctionArn: 'arn',
    traceId: '',
  });
  const [prelude = '', body = ''] = payload.toString().split('\0'.repeat(8));
  return { prelude: JSON.parse(prelude), body };
}

test('a web Response goes out through the runtime’s response stream, with status and headers in front', async () => {
  expect(await stream('/stream')).toEqual({
    prelude: { statusCode: 200, headers: { 'content-type': 'text/plain', 'access-control-allow-origin': '*' } },
    body: 'one two three',
  });
});

test('so do errors', async () => {
  const { prelude, body } = await stream('/none');
  expect(prelude.statusCode).toBe(404);
  expect(JSON.parse(body)).toMatchObject({ error: 'Not found', code: 'NOT_FOUND' });
});

test('a success with a top-level error is answered, and warned of in the log', async () => {
  const answer = await lambda.invoke({ codeRoot, handler: 'local.collected' }, get('/error'));
  expect(answer.body).toMatchObject({ statusCode: 200, body: '{"error":"for all to see"}' });
  expect(lambda.logOf(answer).join('\n')).toContain('GET /error answers 200 with a top-level "error"');
});

test('an answer that breaks its response schema fails the call', async () => {
  const answer = await lambda.invoke({ codeRoot, handler: 'local.collected' }, get('/promise'));
  expect(answer.body).toMatchObject({
    errorMessage: expect.stringContaining('The answer 200 of GET /promise does not fit its response schema'),
  });
});

test('what nobody expected is in the log with the line of its source, and the client is told nothing of it', async () => {
  const answer = await lambda.invoke({ codeRoot, handler: 'local.collected' }, { ...get('/fault'), headers: {} });
  expect(answer.body).toMatchObject({ statusCode: 500 });
  expect(JSON.stringify(answer.body)).not.toContain('hunter2');
  const log = lambda.logOf(answer).join('\n');
  expect(log).toContain('GET /fault failed in request');
  expect(log).toMatch(/password=hunter2[\s\S]*local\.ts:\d+/);
});

test('a web Response is collected where nothing streams', async () => {
  const answer = await lambda.invoke({ codeRoot, handler: 'local.collected' }, get('/web'));
  expect(answer.body).toMatchObject({ statusCode: 200, body: 'web', headers: { 'content-type': 'text/plain;charset=UTF-8' } });
});
