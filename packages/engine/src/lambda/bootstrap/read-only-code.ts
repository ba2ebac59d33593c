import { existsSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';
import { builtinFs, pathOf, replace, writes } from './fs-functions.ts';

/** What a function does to the file at a position of its arguments. */
interface Writing {
  readonly name: string;
  readonly syscall: string;
  /** Which arguments name files that it changes. */
  readonly paths: readonly number[];
  /** `create` is refused when there is no such file, `remove` when there is one: else the system has an error of its own that comes first. */
  readonly kind: 'write' | 'create' | 'remove' | 'open';
}

const writings: readonly Writing[] = [
  { name: 'open', syscall: 'open', paths: [0], kind: 'open' },
  ...['writeFile', 'appendFile'].map((name) => ({ name, syscall: 'open', paths: [0], kind: 'write' as const })),
  { name: 'copyFile', syscall: 'copyfile', paths: [1], kind: 'write' },
  { name: 'cp', syscall: 'cp', paths: [1], kind: 'write' },
  { name: 'mkdir', syscall: 'mkdir', paths: [0], kind: 'create' },
  { name: 'mkdtemp', syscall: 'mkdtemp', paths: [0], kind: 'create' },
  { name: 'symlink', syscall: 'symlink', paths: [1], kind: 'create' },
  { name: 'link', syscall: 'link', paths: [1], kind: 'create' },
  ...['unlink', 'rmdir', 'rm', 'truncate', 'chmod', 'chown', 'utimes'].map((name) => ({
    name,
    syscall: name === 'rm' ? 'unlink' : name === 'truncate' ? 'open' : name === 'utimes' ? 'utime' : name,
    paths: [0],
    kind: 'remove' as const,
  })),
  { name: 'rename', syscall: 'rename', paths: [0, 1], kind: 'write' },
];

/**
 * Refuses to write below the code folder, as AWS's read-only file system does, with the error Node gives there. It stops mistakes, not
 * malice: programs that the function starts, and native code, write as they like.
 *
 * @source "Lambda quotas": only /tmp can be written to
 */
export function guardCode(): (codeRoot: string) => void {
  let root = '';
  const isCode = (value: unknown): value is string => {
    const path = pathOf(value);
    return root !== '' && path !== undefined && resolve(path).startsWith(root);
  };
  const refusal = ({ syscall, paths, kind }: Writing, values: readonly unknown[]): NodeJS.ErrnoException | undefined => {
    const found = paths.map((it) => values[it]);
    const hit = found.find(isCode);
    if (hit === undefined) return undefined;
    if (kind === 'open' && !writes(values[1])) return undefined;
    if (kind === 'create' && existsSync(hit)) return undefined;
    if (kind === 'remove' && !existsSync(hit)) return undefined;
    const [path = '', destination] = found.map((it) => pathOf(it));
    const named = destination === undefined ? `'${path}'` : `'${path}' -> '${destination}'`;
    const error = new Error(`EROFS: read-only file system, ${syscall} ${named}`);
    return Object.assign(error, { errno: -30, code: 'EROFS', syscall, path, ...(destination !== undefined && { dest: destination }) });
  };
  const fs = builtinFs();
  for (const writing of writings) {
    const { name } = writing;
    replace(fs, name, (original) => (...values) => {
      const error = refusal(writing, values);
      const done = values.at(-1);
      if (!error || typeof done !== 'function') return original.apply(fs, values);
      process.nextTick(() => done(error));
      return undefined;
    });
    replace(fs, `${name}Sync`, (original) => (...values) => {
      const error = refusal(writing, values);
      if (error) throw error;
      return original.apply(fs, values);
    });
    replace(fs.promises, name, (original) => (...values) => {
      const error = refusal(writing, values);
      return error ? Promise.reject(error) : original.apply(fs.promises, values);
    });
  }
  // For those who import its functions by name.
  syncBuiltinESMExports();
  return (codeRoot) => {
    root = codeRoot.endsWith(sep) ? codeRoot : codeRoot + sep;
  };
}
