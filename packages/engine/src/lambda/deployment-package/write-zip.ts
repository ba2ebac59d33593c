import { type Zippable, zipSync } from 'fflate';

/** One file of a deployment package. */
export interface PackagedFile {
  /** Below the package's root, with slashes. */
  readonly path: string;
  readonly content: Uint8Array;
  readonly executable?: boolean;
  /** A symbolic link: the content is where it leads, relative to the folder that holds it. */
  readonly link?: boolean;
}

/** A zip file has no earlier time. It is written as the wall clock says, so this one is local as well. */
const timeOfFiles: Date = new Date(1980, 0, 1);
const unix = 3;

/**
 * A zip file that depends on the names, contents and kinds of the files alone: their order, times and other permissions are fixed, and the
 * deflater is JavaScript, because zlib's output differs between processors and versions of Node.
 */
export function writeZip(files: readonly PackagedFile[]): Buffer {
  const entries: Zippable = {};
  for (const { path, content, executable = false, link = false } of [...files].sort(byPath)) {
    const mode = link ? 0o120777 : executable ? 0o100755 : 0o100644;
    entries[path] = [content, { level: link ? 0 : 9, mtime: timeOfFiles, os: unix, attrs: (mode << 16) >>> 0 }];
  }
  return Buffer.from(zipSync(entries));
}

/** By code unit: no language's order. */
function byPath(first: PackagedFile, second: PackagedFile): number {
  return first.path < second.path ? -1 : first.path > second.path ? 1 : 0;
}
