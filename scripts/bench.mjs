// Bundles benchmarks/NAME.ts and runs it: `npm run bench -- NAME [arguments]`. Without a name, lists them.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'benchmarks');
const [name, ...rest] = process.argv.slice(2);
const source = name && join(folder, `${name}.ts`);
if (!source || !existsSync(source)) {
  const names = readdirSync(folder)
    .filter((it) => it.endsWith('.ts'))
    .map((it) => it.slice(0, -3));
  process.stderr.write(`Usage: npm run bench -- NAME\nNames: ${names.join(', ')}\n`);
  process.exit(2);
}
const outfile = join(folder, 'dist', `${name}.mjs`);
await build({
  entryPoints: [source],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  conditions: ['source'],
  logLevel: 'warning',
});
process.exit(spawnSync(process.execPath, [outfile, ...rest], { stdio: 'inherit', cwd: root }).status ?? 1);
