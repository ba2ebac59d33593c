// The events that functions of an HTTP API get, in both payload formats.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../gateway/start-gateway.ts';
import { httpApiTemplate } from './http-api-template.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    template: httpApiTemplate({ 'GET /x/{id}': 'echo', 'POST /x': 'echo', $default: 'echo' }),
    functions: { echo: (event) => event },
  });
});
afterAll(() => gateway.stop());

test('trial', async () => {
  expect(gateway.diagnostics).toEqual([]);
  const a = await gateway.send({ path: '/x/a%20b?q=1&q=2&z=%20+', headers: { Cookie: 'a=1; b=2', 'X-Y': ['1', '2'] } });
  console.log(a.status, a.rawHeaders, a.text);
  const b = await gateway.send({ method: 'POST', path: '/x', headers: { 'content-type': 'application/json' }, body: '{"a":1}' });
  console.log(b.status, b.text, JSON.stringify(b.trace));
});
