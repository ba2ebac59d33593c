// Covers what functions see of their layers. Source: "Working with layers for Lambda functions", AWS Lambda developer guide.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startRuntime } from './run-function.ts';

const lambda = startRuntime();
const root = mkdtempSync(join(tmpdir(), 'gatewright-layers-'));
afterAll(async () => {
  await lambda.runtime.stop();
  rmSync(root, { recursive: true });
});

const files: { readonly [path: string]: string } = {
  'first/nodejs/node_modules/greeter/index.js': "module.exports = 'first';",
  'first/nodejs/node_modules/only-first/index.js': "module.exports = 'only first';",
  'first/python/greeter.py': "text = 'first'\n",
  'second/nodejs/node_modules/greeter/index.js': "module.exports = 'second';",
  'second/python/lib/python3.12/site-packages/deeper.py': "text = 'deeper'\n",
  'code/index.js': "exports.handler = async () => [require('greeter'), require('only-first')];",
  'code/app.py': 'import greeter, deeper\ndef handler(event, context):\n    return [greeter.text, deeper.text]\n',
};
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
const layers = ['first', 'second'].map((it) => join(root, it));

test.each([
  { name: 'a later layer covers an earlier one', runtime: 'nodejs20.x', handler: 'index.handler', body: ['second', 'only first'] },
  { name: 'Python finds both folders of a layer', runtime: 'python3.12', handler: 'app.handler', body: ['first', 'deeper'] },
])('$name', async ({ runtime, handler, body }) => {
  const answer = await lambda.invoke({
    codeRoot: join(root, 'code'),
    handler,
    runtime,
    layers,
    functionName: `layers-${runtime.slice(0, 4)}`,
  });
  expect(answer.body).toEqual(body);
});
