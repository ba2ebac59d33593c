import { readFileSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

const indexOfLocales = /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.c?js$/;

/**
 * Leaves out the fifty languages of zod's messages. `import { z } from 'zod'` holds them all, by a namespace within a namespace that no
 * bundler sees through; English, which zod takes by itself, comes from a file of its own.
 */
export const trimLocales: Plugin = {
  name: 'gatewright-trim-locales',
  setup: (build) => {
    build.onLoad({ filter: indexOfLocales }, ({ path }) => ({
      contents: path.endsWith('.cjs') ? 'exports.en = require("./en.cjs").default;' : 'export { default as en } from "./en.js";',
      loader: 'js',
    }));
  },
};

/** Whether zod's languages are in a bundle whose own files, and whose packages other than zod, never speak of them. */
export function hasUnusedLocales({ inputs }: Metafile, folder: string): boolean {
  const files = Object.keys(inputs).map((it) => resolve(folder, it));
  if (!files.some((it) => indexOfLocales.test(it))) return false;
  return !files.some((it) => !it.includes(`${sep}zod${sep}`) && /\blocales\b/.test(readFileSync(it, 'utf8')));
}
