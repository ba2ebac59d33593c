// Covers what the API tells of code that stays in the user's folder: its hash, its size, and that a version is published only of what has changed.
// Source: "PublishVersion", AWS Lambda API reference: "Lambda doesn't publish a version if the function's configuration and code haven't changed".
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CodeMeter } from '../../src/lambda/code/measure-code.ts';
import { createLambda } from '../../src/services/lambda/lambda.ts';
import { callLambda } from '../../src/services/lambda/lambda-api.ts';
import { createWorld } from '../../src/world/world.ts';
import { configure, startRuntime } from './run-function.ts';

const root = mkdtempSync(join(tmpdir(), 'gatewright-folder-'));
const { runtime } = startRuntime();
const world = createWorld();
const lambda = createLambda({ world, runtime });
afterAll(async () => {
  await lambda.stop();
  await runtime.stop();
  rmSync(root, { recursive: true, force: true });
});

function project(name: string): string {
  const folder = join(root, name);
  mkdirSync(join(folder, 'lib'), { recursive: true });
  mkdirSync(join(folder, 'node_modules/some'), { recursive: true });
  writeFileSync(join(folder, 'index.js'), "exports.handler = async () => require('./lib/one.js');");
  writeFileSync(join(folder, 'lib/one.js'), 'module.exports = 1;');
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), '{}');
  return folder;
}

test('PublishVersion sees an edit, and no change in what has none', async () => {
  const codeRoot = project('published');
  lambda.putFunction(configure({ functionName: 'published', handler: 'index.handler', codeRoot }));
  const publish = (rest: object = {}) => callLambda({ world, lambda }, 'PublishVersion', { FunctionName: 'published', ...rest });
  const first = await publish();
  expect(first).toMatchObject({ Version: '1', CodeSha256: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/), CodeSize: expect.any(Number) });
  expect(await publish()).toEqual(first);
  writeFileSync(join(codeRoot, 'lib/one.js'), 'module.exports = 2;');
  const second = await publish();
  expect(second).toMatchObject({ Version: '2' });
  expect(Reflect.get(second, 'CodeSha256')).not.toBe(Reflect.get(first, 'CodeSha256'));
  const described = await callLambda({ world, lambda }, 'GetFunctionConfiguration', { FunctionName: 'published', Qualifier: '1' });
  expect(Reflect.get(described, 'CodeSha256')).toBe(Reflect.get(first, 'CodeSha256'));
  await expect(publish({ CodeSha256: 'other' })).rejects.toMatchObject({
    message: `CodeSHA256 (other) is different from current CodeSHA256 in $LATEST (${Reflect.get(second, 'CodeSha256')}). Please try again with the CodeSHA256 in $LATEST.`,
  });
});

test('a published version goes on with the code that it was published with', async () => {
  const codeRoot = project('frozen');
  lambda.putFunction(configure({ functionName: 'frozen', handler: 'index.handler', codeRoot }));
  const publish = () => callLambda({ world, lambda }, 'PublishVersion', { FunctionName: 'frozen' });
  const answer = async (functionName: string): Promise<string> =>
    String((await lambda.invoke({ functionName, payload: '{}', traceId: '' })).payload);
  await publish();
  writeFileSync(join(codeRoot, 'lib/one.js'), 'module.exports = 2;');
  await publish();
  writeFileSync(join(codeRoot, 'lib/one.js'), 'module.exports = 3;');
  expect([await answer('frozen:1'), await answer('frozen:2'), await answer('frozen')]).toEqual(['1', '2', '3']);
});

test.each<{ readonly name: string; readonly same: boolean; change(folder: string): void }>([
  { name: 'nothing', same: true, change: () => {} },
  { name: 'a time', same: true, change: (folder) => utimesSync(join(folder, 'index.js'), 1, 1) },
  { name: 'a file of a tool', same: true, change: (folder) => writeFileSync(join(folder, '.env'), 'SECRET=1') },
  { name: 'a file of a package', same: true, change: (folder) => writeFileSync(join(folder, 'node_modules/some/index.js'), '') },
  { name: 'what is installed', same: false, change: (folder) => writeFileSync(join(folder, 'node_modules/.package-lock.json'), '{"a":1}') },
  { name: 'a new file', same: false, change: (folder) => writeFileSync(join(folder, 'lib/two.js'), '') },
  { name: 'a name', same: false, change: (folder) => writeFileSync(join(folder, 'one.js'), 'module.exports = 1;') },
])('the hash, after a change of $name', ({ name, same, change }) => {
  const folder = project(name.replaceAll(' ', '-'));
  const meter = new CodeMeter();
  const before = meter.measure(folder);
  expect(before).toEqual(new CodeMeter().measure(project('another')));
  change(folder);
  expect(meter.measure(folder)?.sha256 === before?.sha256).toBe(same);
});

test('a folder that is not there has no hash', () => {
  expect(new CodeMeter().measure(join(root, 'none'))).toBeUndefined();
});
