import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../code/resolve-packages.ts';
import { folderFiles } from './folder-files.ts';
import type { PackagedFile } from './write-zip.ts';

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}

/**
 * Packages that stay outside of a bundle and go with it, with all that they need: in the node_modules of the deployment package.
 *
 * @param from the folder of the code, from where Node finds them
 */
export function shippedPackages(names: readonly string[], from: string): readonly PackagedFile[] {
  const shipped = new Map<string, string>();
  for (const name of [...names].sort()) ship(name, from, '', shipped);
  return [...shipped].flatMap(([path, folder]) =>
    folderFiles(folder)
      // What it needs has a place of its own.
      .filter((it) => !it.path.startsWith('node_modules/'))
      .map((it) => ({ ...it, path: `${path}/${it.path}` })),
  );
}

/** Puts a package at the top, or below the package that needs it where the top has another version. */
function ship(name: string, from: string, below: string, shipped: Map<string, string>): void {
  const folder = packageFolder(name, from);
  // What is optional may be missing; what is not would have been missed by the bundler.
  if (folder === undefined) return;
  const top = `node_modules/${name}`;
  if (shipped.get(top) === folder) return;
  const path = shipped.has(top) ? `${below}/${top}` : top;
  if (shipped.has(path)) return;
  shipped.set(path, folder);
  const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Manifest;
  const needed = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }).sort();
  for (const it of needed) ship(it, folder, path, shipped);
}
