import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** `commonjs` also stands for a package.json without a type. */
export type PackageType = 'module' | 'commonjs';

/**
 * What the nearest package.json of a folder, up to the root, makes of a `.js` file there; undefined without one.
 *
 * @param root the last folder looked into: what is above it stays at home when the code is shipped
 */
export function packageTypeWithin(root: string, folder: string): PackageType | undefined {
  if (basename(folder) === 'node_modules') return undefined;
  const file = join(folder, 'package.json');
  if (existsSync(file)) {
    try {
      return (JSON.parse(readFileSync(file, 'utf8')) as { type?: unknown } | null)?.type === 'module' ? 'module' : 'commonjs';
    } catch (error) {
      console.warn(`${file} cannot be read, it will be ignored for ES module detection purposes.`, error);
      return 'commonjs';
    }
  }
  return folder === root || dirname(folder) === folder ? undefined : packageTypeWithin(root, dirname(folder));
}
