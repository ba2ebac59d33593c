// Which of a project's files the doctor reads: what Lambda loads, and nothing else.
import { expect, test } from 'vitest';
import { judge } from './judge.ts';

const config = (handler: string, runtime = 'nodejs24.x'): string =>
  `service: shop\nprovider: { name: aws, runtime: ${runtime} }\nfunctions:\n  api:\n    handler: ${handler}\n    events:\n      - http: GET /orders\n`;
/** A file that says it was read, as only a .js file does. */
const read = 'exports.run = async () => missing();';
const calls = (path: string): string => `const it = require('${path}'); exports.run = async () => it;`;
const imports = (path: string): string => `import * as it from '${path}'; export const run = async () => it;`;

test.each([
  { name: 'the handler', files: { 'serverless.yml': config('src/orders.run'), 'src/orders.js': read }, found: ['src/orders.js'] },
  {
    name: 'what it requires',
    files: { 'serverless.yml': config('api.run'), 'api.js': calls('./lib/a'), 'lib/a.js': read },
    found: ['lib/a.js'],
  },
  {
    name: 'the index of a folder',
    files: { 'serverless.yml': config('api.run'), 'api.js': calls('./lib'), 'lib/index.js': read },
    found: ['lib/index.js'],
  },
  {
    name: 'from TypeScript',
    files: { 'serverless.yml': config('api.run'), 'api.ts': imports('./middle.js'), 'middle.ts': imports('./a.js'), 'a.js': read },
    found: ['a.js'],
  },
  {
    name: 'what it loads later',
    files: { 'serverless.yml': config('api.run'), 'api.mjs': "export const run = async () => import('./a.js');", 'a.js': read },
    found: ['a.js'],
  },
  {
    name: 'what it exports from elsewhere',
    files: { 'serverless.yml': config('api.run'), 'api.mjs': "export * from './a.js';", 'a.js': read },
    found: ['a.js'],
  },
  {
    name: 'the source of what a build makes',
    files: { 'serverless.yml': config('dist/orders.run'), 'src/orders.js': read },
    found: ['src/orders.js'],
  },
  {
    name: 'no other file of the project',
    files: { 'serverless.yml': config('api.run'), 'api.js': 'exports.run = async () => 1;', 'web/page.js': read, 'api.test.js': read },
    found: [],
  },
  { name: 'nothing for another language', files: { 'serverless.yml': config('api.run', 'python3.13'), 'api.js': read }, found: [] },
  {
    name: 'nothing outside the project',
    files: { 'serverless.yml': config('api.run'), 'api.js': calls('../../etc/a'), 'a.js': read },
    found: [],
  },
  {
    name: 'handlers by their name when the template is broken',
    files: { 'serverless.yml': 'service: [', 'api.js': 'exports.handler = async () => missing();', 'web/page.js': read },
    found: ['api.js'],
  },
])('reads $name', async ({ files, found }) => {
  const findings = await judge(files as Readonly<Record<string, string>>);
  expect(findings.filter((it) => it.rule === 'UNDECLARED_NAME').map((it) => it.at.file)).toEqual(found);
});
