// HTTP backends, AWS services, binary bodies and guards over HTTP, as integrations.yaml declares them. TARGET_INTEGRATIONS_URL calls another
// endpoint instead, on which that template is deployed.
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EchoBackend, startEchoBackend } from './echo-backend.ts';
import { type Api, startApi } from './endpoint.ts';
import { type IntegrationRow, integrationRows } from './integration-rows.ts';
import { signed } from './sign.ts';

let api: Api;
let backend: EchoBackend;
beforeAll(async () => {
  backend = await startEchoBackend();
  const template = await readFile(new URL('integrations.yaml', import.meta.url), 'utf8');
  api = await startApi(template.replaceAll('BACKEND_URL', backend.url), process.env.TARGET_INTEGRATIONS_URL ?? '');
});
afterAll(async () => {
  await api.stop();
  await backend.stop();
});

const check = async ({ status, text, contains, json, bytes, answerHeaders, without, after, ...request }: IntegrationRow): Promise<void> => {
  for (const earlier of after ?? []) expect((await api.send(earlier)).status).toBeLessThan(300);
  const answer = await api.send(request);
  expect([answer.status, text ?? answer.text]).toEqual([status, answer.text]);
  if (contains !== undefined) expect(answer.text).toContain(contains);
  const body = answer.headers['content-encoding'] === 'gzip' ? gunzipSync(answer.body) : answer.body;
  if (bytes !== undefined) expect(body.toString('base64')).toBe(bytes);
  if (json) expect(JSON.parse(answer.text)).toMatchObject(json);
  if (answerHeaders) expect(answer.headers).toMatchObject(answerHeaders);
  for (const name of without?.sent ?? []) expect(JSON.parse(answer.text).headers).not.toHaveProperty(name);
  for (const name of without?.answered ?? []) expect(answer.headers).not.toHaveProperty(name);
};

test.each(Object.entries(integrationRows))('%s', async (_name, row) => check(row));

// Source: "Control access to a REST API with IAM permissions"; the words are those of AWS's public error reports.
test('a request that is signed passes', async () => {
  expect((await api.send(await signed(api, { path: '/signed' }, new Date()))).status).toBe(200);
});

test.each([
  ['ten minutes ago', { path: '/signed' }, 600_000, 'Signature expired: '],
  ['for another region', { path: '/signed', region: 'eu-north-1' }, 0, 'Credential should be scoped to a valid region'],
])('a request that is signed %s is refused', async (_name, request, ageMs, text) => {
  const answer = await api.send(await signed(api, request, new Date(Date.now() - ageMs)));
  expect([answer.status, answer.text]).toEqual([403, expect.stringContaining(text)]);
  expect(answer.headers['x-amzn-errortype']).toBe('InvalidSignatureException');
});

test('a path other than the one that was signed is refused', async () => {
  const request = await signed(api, { path: '/signed' }, new Date());
  const answer = await api.send({ ...request, path: '/signed?a=1' });
  expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('The request signature we calculated does not match')]);
});
