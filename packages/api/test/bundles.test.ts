// The library as people deploy it: inside a bundle, of either module format, far from its node_modules.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gatewright-bundles-'));
afterAll(() => rmSync(folder, { recursive: true }));

const source = `
  import { api, cors } from '@gatewright/api';
  const handler = api(
    { cors: cors({ allowOrigins: ['*'] }) },
    { 'GET /x': () => ({ a: 1 }), 'GET /web': () => new Response('web'), 'GET /error': () => ({ error: 'not found' }) },
  );
  const elb = { requestContext: { elb: {} }, httpMethod: 'GET', path: '/x', multiValueHeaders: {} };
  const print = async () => {
    console.log(JSON.stringify([
      await handler({ httpMethod: 'GET', path: '/x' }),
      await handler({ httpMethod: 'GET', path: '/web' }),
      await handler(elb),
      await handler.request('GET /x').then((it) => it.json(), String),
      await handler.request('GET /error').then((it) => it.status, String),
    ]));
  };
  void print();
`;

test.each(['cjs', 'esm'] as const)('%s', async (format) => {
  const outfile = join(folder, format === 'cjs' ? 'handler.cjs' : 'handler.mjs');
  const { warnings } = await build({
    stdin: { contents: source, resolveDir: here },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20.19',
    conditions: ['source'],
    logLevel: 'silent',
    format,
    outfile,
  });
  expect(warnings).toEqual([]);
  const run = (cwd: string, env = {}) =>
    JSON.parse(
      execFileSync(process.execPath, [outfile], { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] }).toString(),
    );

  // Where the package is installed, its test call is found from the project's folder.
  const [rest, web, elb, called, strict] = run(here);
  expect(rest).toMatchObject({ statusCode: 200, body: '{"a":1}', headers: { 'access-control-allow-origin': '*' } });
  expect(web).toMatchObject({ statusCode: 200, body: 'web' });
  expect(elb).toMatchObject({ headers: {}, multiValueHeaders: { 'content-type': ['application/json'] } });
  expect(called).toEqual({ a: 1 });
  expect(strict).toContain('top-level "error"');

  // Where it is not, a local run answers all the same, and the test call says what is missing.
  const [alone, , , missing] = run(folder, { GATEWRIGHT_LOCAL: '1' });
  expect(alone).toEqual(rest);
  expect(missing).toContain('@gatewright/api/development');
});
