import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { leftOut } from './left-out.ts';
import type { PackagedFile } from './write-zip.ts';

/** Windows has no such mark on a file. */
const alwaysExecutable = 'bootstrap';

/** The files of a folder as a package has them, in the order of their names; packages that npm has installed for development stay at home. */
export function folderFiles(root: string): readonly PackagedFile[] {
  const real = realpathSync(root);
  const walk: Walk = { root: real, development: developmentPackages(real), open: new Set(), files: [] };
  addFolder(walk, real, '');
  return walk.files;
}

interface Walk {
  readonly root: string;
  /** Paths of packages, relative to the root. */
  readonly development: ReadonlySet<string>;
  /** Real paths of the folders on the way: a link to one of them is a circle. */
  readonly open: Set<string>;
  readonly files: PackagedFile[];
}

function addFolder(walk: Walk, folder: string, path: string): void {
  const real = realpathSync(folder);
  if (walk.open.has(real)) return;
  walk.open.add(real);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const entryPath = path === '' ? entry.name : `${path}/${entry.name}`;
    const file = join(folder, entry.name);
    if (leftOut.test(entry.name) || walk.development.has(entryPath)) continue;
    if (entry.isSymbolicLink()) addLink(walk, file, entryPath);
    else if (entry.isDirectory()) addFolder(walk, file, entryPath);
    else if (entry.isFile()) addFile(walk, file, entryPath);
  }
  walk.open.delete(real);
}

/** A link within the folder stays one, as pnpm's have to; one that leads out is what it leads to. */
function addLink(walk: Walk, file: string, path: string): void {
  if (!existsSync(file)) return;
  const target = realpathSync(file);
  if (target.startsWith(walk.root + sep) && !readlinkSync(file).startsWith(sep)) {
    const content = relative(dirname(realParent(file)), target)
      .split(sep)
      .join('/');
    walk.files.push({ path, content: Buffer.from(content), link: true });
  } else if (statSync(file).isDirectory()) addFolder(walk, file, path);
  else addFile(walk, file, path);
}

function realParent(file: string): string {
  return join(realpathSync(dirname(file)), 'link');
}

function addFile(walk: Walk, file: string, path: string): void {
  const executable = path === alwaysExecutable || (statSync(file).mode & 0o111) !== 0;
  walk.files.push({ path, content: readFileSync(file), executable });
}

/** What npm notes of an installation: `node_modules/vitest` with `dev: true`. */
function developmentPackages(root: string): ReadonlySet<string> {
  const file = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(file)) return new Set();
  const { packages = {} } = JSON.parse(readFileSync(file, 'utf8')) as { readonly packages?: Record<string, { readonly dev?: boolean }> };
  return new Set(Object.entries(packages).flatMap(([path, { dev }]) => (dev === true ? [path] : [])));
}
