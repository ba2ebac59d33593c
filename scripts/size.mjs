// What a cold start loads is counted: the parts that src/on-demand.ts holds are loaded by the few requests that need them, and are
// listed beside it. Fails when the core of @gatewright/api grows past its budget, or contains what it must not load. `npm run size`.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'packages/api/src');
const { exports } = JSON.parse(readFileSync(join(root, 'packages/api/package.json'), 'utf8'));

/** The core is what `api()` brings along; the rest is what a handler like that of examples/users-api adds to it. None may grow past these. */
const budgets = [
  { name: 'the core', code: `export { api } from '${source}/index.ts'`, minified: 8192, gzip: 3584 },
  {
    name: 'a users API',
    code: `export { api, cors, created, NotFoundError, route } from '${source}/index.ts'`,
    minified: 9800,
    gzip: 4600,
  },
];

/** What a cold start would pay for: Node's own modules, AWS SDK clients, the fetch globals at load, Intl, eval. */
const forbidden = [
  { what: 'an import', pattern: /\b(?:import|require)\s*\(\s*["'](?!\.\/)|\bfrom\s*["'](?!\.\/)|\bimport\s*["'](?!\.\/)/ },
  { what: 'Intl', pattern: /\bIntl\b/ },
  { what: 'evaluated code', pattern: /\beval\(|new Function\b/ },
];

/** Bundles as a user would, split so that what is loaded at start can be told from what is loaded on demand. */
async function bundle(contents) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    splitting: true,
    metafile: true,
    write: false,
    outdir: join(root, 'size'),
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    conditions: ['source'],
    packages: 'external',
  });
  const atStart = new Set();
  const follow = (path) => {
    if (atStart.has(path)) return;
    atStart.add(path);
    for (const it of metafile.outputs[path].imports) if (it.kind === 'import-statement' && !it.external) follow(it.path);
  };
  follow(Object.keys(metafile.outputs).find((it) => metafile.outputs[it].entryPoint));
  const text = (wanted) =>
    outputFiles
      .filter((it) => atStart.has(it.path.slice(root.length + 1)) === wanted)
      .map((it) => it.text.trim())
      .join('\n');
  return { start: text(true), onDemand: text(false) };
}

const gzip = (text) => gzipSync(text, { level: 9 }).length;
const line = (name, text, note) =>
  console.log(`${name.padEnd(18)} ${String(text.length).padStart(6)} B minified ${String(gzip(text)).padStart(6)} B gzip  ${note}`);

let failed = false;
for (const it of budgets) {
  const { start, onDemand } = await bundle(it.code);
  const faults = forbidden.filter(({ pattern }) => pattern.test(start)).map(({ what }) => `contains ${what}`);
  if (start.length > it.minified) faults.push(`over ${it.minified} B minified`);
  if (gzip(start) > it.gzip) faults.push(`over ${it.gzip} B gzip`);
  failed ||= faults.length > 0;
  line(it.name, start, faults.join(', ') || 'ok');
  line('  loaded on demand', onDemand, '');
}

// Each of these is paid for only by who imports it.
for (const [subpath, target] of Object.entries(exports)) {
  if (subpath === '.') continue;
  const { start } = await bundle(`export * from '${join(root, 'packages/api', target.source)}'`);
  line(subpath, start, '');
}
if (failed) process.exitCode = 1;
