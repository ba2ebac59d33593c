import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadEsbuild } from './code/load-esbuild.ts';

const bundled: string = fileURLToPath(new URL('./lambda-bootstrap.cjs', import.meta.url));
const source: string = fileURLToPath(new URL('./bootstrap/main.ts', import.meta.url));

/**
 * The file a function's process starts with. `scripts/build.mjs` bundles it beside the engine; run from sources, it is
 * bundled into `folder` first.
 */
export async function bootstrapFile(folder: string): Promise<string> {
  if (existsSync(bundled)) return bundled;
  const { build } = loadEsbuild();
  const outfile = join(folder, 'lambda-bootstrap.cjs');
  await build({ entryPoints: [source], outfile, bundle: true, format: 'cjs', platform: 'node', target: 'node20.19', logLevel: 'silent' });
  return outfile;
}
