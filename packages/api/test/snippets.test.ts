// What docs/api.md shows compiles, against the library as it is, and does what the page says: functions/run-snippets.ts. What it quotes
// from the article ("as printed") is left out.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gatewright-snippets-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a reader takes from the text around a snippet: the library's names, and an application's own functions. */
const surroundings = `
  import type * as core from '@gatewright/api';
  import type { z as zod } from 'zod';
  declare global {
    const z: typeof zod;
    const { api, bytes, cors, created, json, noContent, redirect, route, routes, setCookie, text }: typeof core;
    const { ApiError, ConflictError, NotFoundError, ValidationError, problemJson }: typeof core;
    type Middleware<Added extends object = object> = core.Middleware<Added>;
    const { apiKey, fromAuthorizer, hashApiKey }: typeof import('@gatewright/api/auth');
    const { authorizer }: typeof import('@gatewright/api/authorizer');
    const { config, parameter, secret }: typeof import('@gatewright/api/config');
    const { logger }: typeof import('@gatewright/api/log');
    const User: zod.ZodObject<{ id: zod.ZodString }>;
    const NewUser: zod.ZodObject<{ name: zod.ZodString; plan: zod.ZodString }>;
    const auth: core.Auth<{ sub: string }>;
    const handler: core.Api;
    const policy: core.Cors;
    const users: { readonly 'GET /users/{id}': core.Route<{ readonly id: string }> };
    const orders: { readonly 'GET /orders/{id}': core.Route<{ readonly id: string }> };
    const [id, key]: string[] & [string, string];
    const error: unknown;
    function getUserById(id: string): Promise<{ id: string } | undefined>;
    function createUser(user: object): Promise<{ id: string }>;
    function findUser(id: string, limit?: number, tenant?: string): Promise<{ id: string }>;
    function expect(value: unknown): { toBe(wanted: unknown): void };
  }
`;

const page = readFileSync(join(root, 'docs/api.md'), 'utf8');
const snippets = [...page.matchAll(/^```ts\n([\s\S]*?)^```/gm)]
  .map(([, text = '']) => text)
  .filter((it) => !it.startsWith('// as printed'));

mkdirSync(join(folder, 'api'));
mkdirSync(join(folder, 'web'));
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');

/** The first is the whole handler that the client's snippet imports. */
const fileOf = (index: number): string => (index === 0 ? 'api/handler' : `web/snippet-${index + 1}`);

/** One that begins with a route is an entry of a table. */
const inTable = (text: string): string => (text.startsWith("'") ? `api({}, {\n${text}})` : text);

test('docs/api.md compiles', () => {
  expect(snippets.length).toBeGreaterThan(10);
  writeFileSync(join(folder, 'surroundings.d.ts'), surroundings);
  for (const [index, text] of snippets.entries()) writeFileSync(join(folder, `${fileOf(index)}.ts`), `${inTable(text)}\nexport {};\n`);
  const compilerOptions = {
    isolatedDeclarations: false,
    declaration: false,
    composite: false,
    noEmit: true,
    noUnusedLocals: false,
    types: ['node'],
  };
  const config = { extends: join(root, 'tsconfig.json'), compilerOptions, include: ['**/*.ts'], exclude: ['node_modules'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));

  let complaints = '';
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    complaints = String(Reflect.get(Object(error), 'stdout'));
  }
  expect(complaints).toBe('');
});

test('docs/api.md runs', () => {
  const script = (text: string): string => transformSync(text, { loader: 'ts', format: 'esm', target: 'node20.19' }).code;
  const files = snippets.map((text, index) => {
    const file = `./${fileOf(index)}.js`;
    const table = inTable(text);
    // A route of a table is told apart by its default export; errors are thrown one by one.
    const whole = table === text ? text : `export default ${table}`;
    const errors = whole.startsWith('throw ') ? `export const thrown = [${whole.replace(/^(throw .*;).*$/gm, '() => { $1 },')}];` : whole;
    writeFileSync(join(folder, file), script(errors));
    return { file, text };
  });
  writeFileSync(join(folder, 'snippets.json'), JSON.stringify(files));
  writeFileSync(join(folder, 'run.js'), script(readFileSync(new URL('functions/run-snippets.ts', import.meta.url), 'utf8')));
  const output = execFileSync(process.execPath, ['run.js'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  expect(output).toBe(`${snippets.length} run\n`);
});
