import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { leftOut } from '../deployment-package/left-out.ts';

export interface MeasuredCode {
  /** Base64, as CodeSha256 has it. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** A folder with more files than this is no function's code by intent; the rest is not looked at. */
const maximumFiles = 20_000;

/**
 * What stands for the package of code that stays in the user's folder: the same for the same files, on any machine, and another once one
 * of them is edited. Packages count by what npm says is installed. Files that have not been touched are not read again.
 */
export class CodeMeter {
  readonly #hashes = new Map<string, { readonly changed: string; readonly hash: string }>();

  /** @returns undefined when there is no such folder */
  measure(codeRoot: string): MeasuredCode | undefined {
    const files: string[] = [];
    try {
      list(codeRoot, '', files);
    } catch {
      return undefined;
    }
    const whole = createHash('sha256');
    let sizeBytes = 0;
    for (const path of files) {
      const { hash, size } = this.#file(join(codeRoot, path));
      whole.update(`${path}\0${hash}\n`);
      sizeBytes += size;
    }
    return { sha256: whole.digest('base64'), sizeBytes };
  }

  #file(file: string): { readonly hash: string; readonly size: number } {
    const { mtimeMs, size, ino } = statSync(file);
    const changed = `${mtimeMs} ${size} ${ino}`;
    const known = this.#hashes.get(file);
    if (known?.changed === changed) return { hash: known.hash, size };
    const hash = createHash('sha256').update(readFileSync(file)).digest('base64');
    this.#hashes.set(file, { changed, hash });
    return { hash, size };
  }
}

function list(root: string, folder: string, files: string[]): void {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((first, second) => (first.name < second.name ? -1 : 1))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (files.length >= maximumFiles) return;
    if (folder === 'node_modules') {
      if (entry.name === '.package-lock.json') files.push(path);
    } else if (leftOut.test(entry.name)) continue;
    else if (entry.isDirectory()) list(root, path, files);
    else if (entry.isFile()) files.push(path);
  }
}
