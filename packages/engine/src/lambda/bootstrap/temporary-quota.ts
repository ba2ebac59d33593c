import { type Dirent, readdirSync, statSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join, resolve, sep } from 'node:path';
import { type AnyFunction, builtinFs, pathOf, replace, writes } from './fs-functions.ts';

/** So long a look at the folder is good, while it is far from full. */
const lookEveryMs = 250;

/**
 * Lets a function write no more to its temporary folder than its EphemeralStorage holds: then `fs` fails with the error that a full disk
 * gives. Programs that the function starts, native code and open file handles of `fs/promises` write on, until a file is opened the next time.
 *
 * @source "Configure ephemeral storage for Lambda functions", AWS Lambda developer guide
 */
export function limitTemporaryFiles(folder: string, limitBytes: number): void {
  const root = resolve(folder) + sep;
  const quota = new Quota(folder, limitBytes);
  const descriptors = new Set<unknown>();
  const isTemporary = (value: unknown): boolean => {
    const path = pathOf(value);
    return path !== undefined && resolve(path).startsWith(root);
  };
  const fs = builtinFs();
  /** @param bytesOf how much the call adds; undefined when it has nothing to do with the folder */
  const guard = (name: string, syscall: string, bytesOf: (values: readonly unknown[]) => number | undefined): void => {
    const refusal = (values: readonly unknown[]): Error | undefined => {
      const bytes = bytesOf(values);
      return bytes === undefined || quota.takes(bytes) ? undefined : noSpace(syscall);
    };
    replace(fs, name, (original) => (...values) => {
      const error = refusal(values);
      const done = values.at(-1);
      if (!error || typeof done !== 'function') return original.apply(fs, values);
      process.nextTick(() => done(error));
      return undefined;
    });
    replace(fs, `${name}Sync`, (original) => (...values) => {
      const error = refusal(values);
      if (error) throw error;
      return original.apply(fs, values);
    });
    replace(fs.promises, name, (original) => (...values) => {
      const error = refusal(values);
      return error ? Promise.reject(error) : original.apply(fs.promises, values);
    });
  };
  guard('writeFile', 'write', ([to, data]) => (isTemporary(to) ? sizeOf(data) - fileSize(pathOf(to)) : undefined));
  guard('appendFile', 'write', ([to, data]) => (isTemporary(to) ? sizeOf(data) : undefined));
  guard('copyFile', 'copyfile', ([from, to]) => (isTemporary(to) ? fileSize(pathOf(from)) : undefined));
  guard('open', 'open', ([path, flags]) => (isTemporary(path) && writes(flags) ? 0 : undefined));
  for (const name of ['write', 'writev']) guard(name, 'write', ([to, data]) => (descriptors.has(to) ? sizeOf(data) : undefined));
  noteDescriptors(fs, (path, descriptor) => (isTemporary(path) ? descriptors.add(descriptor) : descriptors.delete(descriptor)));
  syncBuiltinESMExports();
}

class Quota {
  readonly #folder: string;
  readonly #limitBytes: number;
  #usedBytes = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(folder: string, limitBytes: number) {
    this.#folder = folder;
    this.#limitBytes = limitBytes;
  }

  takes(bytes: number): boolean {
    const now = performance.now();
    if (now - this.#lookedAt > lookEveryMs || this.#usedBytes + bytes > this.#limitBytes) {
      this.#usedBytes = folderSize(this.#folder);
      this.#lookedAt = now;
    }
    if (this.#usedBytes + bytes > this.#limitBytes) return false;
    this.#usedBytes += bytes;
    return true;
  }
}

/** Hears of the descriptors that are opened for writing. */
function noteDescriptors(fs: Record<string, unknown>, note: (path: unknown, descriptor: unknown) => unknown): void {
  replace(fs, 'openSync', (original) => (...values) => {
    const descriptor = original.apply(fs, values);
    if (writes(values[1])) note(values[0], descriptor);
    return descriptor;
  });
  replace(fs, 'open', (original) => (...values) => {
    const done = values.at(-1);
    if (typeof done !== 'function' || !writes(values[1])) return original.apply(fs, values);
    const noted: AnyFunction = (error, descriptor) => {
      if (!error) note(values[0], descriptor);
      return done(error, descriptor);
    };
    return original.apply(fs, [...values.slice(0, -1), noted]);
  });
}

function noSpace(syscall: string): Error {
  return Object.assign(new Error(`ENOSPC: no space left on device, ${syscall}`), { errno: -28, code: 'ENOSPC', syscall });
}

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return Buffer.byteLength(data);
  if (ArrayBuffer.isView(data)) return data.byteLength;
  return Array.isArray(data) ? data.reduce((sum: number, it) => sum + sizeOf(it), 0) : 1;
}

function folderSize(folder: string): number {
  let entries: readonly Dirent[] = [];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    // It went meanwhile.
  }
  return entries.reduce((sum, it) => sum + (it.isDirectory() ? folderSize(join(folder, it.name)) : fileSize(join(folder, it.name))), 0);
}

function fileSize(file: string | undefined): number {
  return (file === undefined ? undefined : statSync(file, { throwIfNoEntry: false }))?.size ?? 0;
}
