// The library's bytes, bundled into one file as most people do. Fails when the core of @gatewright/api grows past its budget, or
// contains what it must not load. `npm run size`.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'packages/api/src');
const { exports } = JSON.parse(readFileSync(join(root, 'packages/api/package.json'), 'utf8'));

/**
 * The core is what `api()` brings along; the rest is what a handler like that of examples/users-api adds to it. None may grow past
 * these. The aim for the core is 8,192 B and 3,584 B.
 */
const budgets = [
  { name: 'the core', code: `export { api } from '${source}/index.ts'`, minified: 7700, gzip: 3790 },
  {
    name: 'a users API',
    code: `export { api, cors, created, NotFoundError, route } from '${source}/index.ts'`,
    minified: 10100,
    gzip: 4830,
  },
];

/** What a cold start would pay for: Node's own modules, AWS SDK clients, the fetch globals at load, Intl, eval. */
const forbidden = [
  { what: 'an import', pattern: /\b(?:import|require)\s*\(\s*["'](?!\.\/)|\bfrom\s*["'](?!\.\/)|\bimport\s*["'](?!\.\/)/ },
  { what: 'Intl', pattern: /\bIntl\b/ },
  { what: 'evaluated code', pattern: /\beval\(|new Function\b/ },
];

/** Bundles as a user would. */
async function bundle(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    conditions: ['source'],
    packages: 'external',
  });
  return outputFiles[0].text.trim();
}

const gzip = (text) => gzipSync(text, { level: 9 }).length;
const line = (name, text, note) =>
  console.log(`${name.padEnd(18)} ${String(text.length).padStart(6)} B minified ${String(gzip(text)).padStart(6)} B gzip  ${note}`);

let failed = false;
for (const it of budgets) {
  const start = await bundle(it.code);
  const faults = forbidden.filter(({ pattern }) => pattern.test(start)).map(({ what }) => `contains ${what}`);
  if (start.length > it.minified) faults.push(`over ${it.minified} B minified`);
  if (gzip(start) > it.gzip) faults.push(`over ${it.gzip} B gzip`);
  failed ||= faults.length > 0;
  line(it.name, start, faults.join(', ') || 'ok');
}

// Each of these is paid for only by who imports it.
for (const [subpath, target] of Object.entries(exports)) {
  if (subpath === '.') continue;
  const start = await bundle(`export * from '${join(root, 'packages/api', target.source)}'`);
  line(subpath, start, '');
}
if (failed) process.exitCode = 1;
