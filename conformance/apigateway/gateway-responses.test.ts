// Every gateway response type that a request can raise: as AWS answers, as the API's own gateway responses shape it, and as its responses for
// the whole class do. WAF_FILTERED is not here: web ACLs are refused by name. TARGET_RESPONSES_AWS_URL, TARGET_RESPONSES_OWN_URL and
// TARGET_RESPONSES_CLASS_URL call other endpoints, on which gateway-responses.yaml is deployed.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EchoBackend, startEchoBackend } from './echo-backend.ts';
import { type ApiAnswer, type ApiRequest, startApi } from './endpoint.ts';
import { earlierWorld, expiredKeys } from './expired-keys.ts';
import { type RefusalRow, type RefusalScene, refusalRows } from './gateway-response-rows.ts';

let backend: EchoBackend;
beforeAll(async () => {
  backend = await startEchoBackend();
});
afterAll(() => backend.stop());

const rows = Object.entries(refusalRows);

describe.each([
  { responses: 'aws', target: process.env.TARGET_RESPONSES_AWS_URL, check: checkDefault },
  { responses: 'own', target: process.env.TARGET_RESPONSES_OWN_URL, check: checkOwn },
  { responses: 'class', target: process.env.TARGET_RESPONSES_CLASS_URL, check: checkClass },
])('responses: $responses', ({ responses, target, check }) => {
  let scene: RefusalScene;
  beforeAll(async () => {
    const template = (await readFile(new URL('gateway-responses.yaml', import.meta.url), 'utf8')).replaceAll('BACKEND_URL', backend.url);
    const earlier = earlierWorld();
    const api = await startApi(template.replace('Default: aws', `Default: ${responses}`), target ?? '', { world: earlier.world });
    scene = { api, expired: await expiredKeys(api, earlier), apiKey: `gatewright-responses-${responses}` };
  });
  afterAll(() => scene.api.stop());

  test.each(rows)('%s', async (_name, row) => {
    if (row.before) await scene.api.send(await row.request(scene));
    const request = await row.request(scene);
    const answer = await scene.api.send(request);
    expect(answer.headers['x-amzn-errortype']).toBe(row.errorType);
    expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    if (row.isNeverCustomized) checkDefault(answer, row);
    else check(answer, row, request);
  });
});

function checkDefault(answer: ApiAnswer, { status, message, text }: RefusalRow): void {
  expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/json']);
  if (text !== undefined) expect(answer.text).toBe(text);
  else expect(answer.text).toContain(message === null ? '{"message":null}' : `{"message":${JSON.stringify(message).slice(0, -1)}`);
}

// Source: "Set up gateway responses to customize error responses": sources of headers, and what templates know.
function checkOwn(answer: ApiAnswer, row: RefusalRow, { path, headers }: ApiRequest): void {
  expect([answer.status, answer.headers['content-type']]).toEqual([row.status >= 500 ? 509 : 418, 'application/json']);
  const [, type, why, quoted = '', plain] = /^t=(\S*) v=(.*) s=(null|".*") m=(.*)#if\(true\)$/s.exec(answer.text) ?? [];
  expect([type, why]).toEqual([row.type, row.validationErrorString ?? '']);
  const message: unknown = JSON.parse(quoted);
  expect(message === null ? message : String(message).slice(0, row.message?.length)).toBe(row.message);
  expect(plain).toBe(message ?? '');
  expect(answer.headers).toMatchObject({ 'x-static': 'as written', 'x-context': 'test', 'x-variable': 'blue' });
  expect(answer.headers['x-query']).toBe(path.includes('?q=one') ? 'one' : undefined);
  expect(answer.headers['x-header']).toBe(headers?.['X-Given']);
  expect(answer.headers['x-path']).toBe(path.startsWith('/validated/') ? '7' : undefined);
}

function checkClass(answer: ApiAnswer, row: RefusalRow): void {
  checkDefault(answer, row);
  expect(answer.headers['x-class']).toBe(row.status >= 500 ? '5XX' : '4XX');
}
