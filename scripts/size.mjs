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

/** Bytes: everything the package's main entry exports, and what a small handler is left with after tree shaking. */
const budgets = [
  { name: 'the whole core', code: `export * from '${source}/index.ts'`, minified: 8 * 1024, gzip: 3.5 * 1024 },
  {
    name: 'a small handler',
    code: `import { api, route, created, NotFoundError } from '${source}/index.ts'; export { api, route, created, NotFoundError }`,
    minified: 8 * 1024,
    gzip: 3.5 * 1024,
  },
];

/** What a cold start would pay for: Node's own modules, AWS SDK clients, the fetch globals at load, Intl, eval. */
const forbidden = [
  { what: 'an import', pattern: /\b(?:import|require)\s*\(|\bfrom\s*["']|\bimport\s*["']/ },
  { what: 'Intl', pattern: /\bIntl\b/ },
  { what: 'evaluated code', pattern: /\beval\(|new Function\b/ },
];

let failed = false;
for (const { name, code, minified, gzip } of budgets) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    outdir: 'memory',
    splitting: true,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    conditions: ['source'],
    packages: 'external',
  });
  const text = startOf(metafile, outputFiles);
  const sizes = { minified: text.length, gzip: gzipSync(text, { level: 9 }).length };
  const faults = forbidden.filter((it) => it.pattern.test(text)).map((it) => `contains ${it.what}`);
  if (sizes.minified > minified) faults.push(`over ${minified} bytes minified`);
  if (sizes.gzip > gzip) faults.push(`over ${gzip} bytes gzip`);
  failed ||= faults.length > 0;
  console.log(
    `${name.padEnd(16)} ${String(sizes.minified).padStart(6)} B minified ${String(sizes.gzip).padStart(6)} B gzip  ${faults.join(', ') || 'ok'}`,
  );
}

// The other entries are for information: each is paid for only by who imports it.
for (const [subpath, target] of Object.entries(exports)) {
  if (subpath === '.') continue;
  const { outputFiles } = await build({
    entryPoints: [join(root, 'packages/api', target.source)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    conditions: ['source'],
    packages: 'external',
  });
  console.log(
    `${subpath.padEnd(16)} ${String(outputFiles[0].text.length).padStart(6)} B minified ${String(gzipSync(outputFiles[0].text, { level: 9 }).length).padStart(6)} B gzip`,
  );
}
if (failed) process.exitCode = 1;
