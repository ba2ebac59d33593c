import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders that hold what others wrote or tools made. */
const skipped = new Set(['node_modules', 'dist', 'build', 'coverage', 'cdk.out', 'vendor', '__pycache__']);
const maximumFileCount = 5000;
const maximumDepth = 12;
const maximumSizeBytes = 4 * 1024 * 1024;

export interface ProjectFiles {
  readonly readFile: (path: string) => Promise<string>;
  readonly listFiles: () => Promise<readonly string[]>;
}

/** A project's files on disk, by their paths relative to `root`. Links are not followed, and nothing is read outside. */
export function createProjectFiles(root: string): ProjectFiles {
  return {
    async readFile(path) {
      const file = join(root, path);
      const { size } = await stat(file);
      if (size > maximumSizeBytes) throw new Error(`${path} has ${size} bytes; more than ${maximumSizeBytes} are not read.`);
      return readFile(file, 'utf8');
    },
    async listFiles() {
      const files: string[] = [];
      const waiting = [{ path: '', depth: 0 }];
      for (let folder = waiting.shift(); folder && files.length < maximumFileCount; folder = waiting.shift()) {
        const { path, depth } = folder;
        for (const entry of await readdir(join(root, path), { withFileTypes: true })) {
          const inner = path === '' ? entry.name : `${path}/${entry.name}`;
          if (entry.isFile()) files.push(inner);
          else if (entry.isDirectory() && depth < maximumDepth && !skipped.has(entry.name) && !entry.name.startsWith('.'))
            waiting.push({ path: inner, depth: depth + 1 });
        }
      }
      return files;
    },
  };
}
