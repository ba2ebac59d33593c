import { createRequire } from 'node:module';
import type * as Esbuild from 'esbuild';

const require: NodeJS.Require = createRequire(import.meta.url);

/** esbuild, when something is to be bundled. It is CommonJS: `import()` would first search its text for the names that it exports. */
export function loadEsbuild(): typeof Esbuild {
  return require('esbuild');
}
