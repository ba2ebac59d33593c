import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, parse, relative, resolve } from 'node:path';
import type { FunctionConfiguration } from '../function-configuration.ts';
import { packageTypeWithin } from '../package-type.ts';
import { settingList } from './esbuild-settings.ts';

export interface HandlerFile {
  readonly file: string;
  /** False when it runs from where it is. */
  readonly bundled: boolean;
}

const scriptExtensions = ['.js', '.mjs', '.cjs'];
const typedExtensions = ['.ts', '.mts', '.cts', '.tsx', '.jsx'];

/**
 * The file of a function's handler. JavaScript runs in place, as AWS runs it; what needs a build is built: TypeScript, and whatever the
 * user has esbuild settings for. Undefined when there is no such file: AWS's runtime then searches in ways of its own, and fails.
 */
export function findHandlerFile({
  codeRoot,
  handler,
  esbuild,
}: Pick<FunctionConfiguration, 'codeRoot' | 'handler' | 'esbuild'>): HandlerFile | undefined {
  const name = basename(handler);
  const dot = name.indexOf('.');
  if (dot < 0 || handler.includes('..')) return undefined;
  const path = resolve(codeRoot, handler.slice(0, handler.length - name.length + dot));
  if (esbuild) {
    const entry =
      entryPointOf(codeRoot, path, settingList(esbuild, 'entryPoints')) ?? existing(path, [...typedExtensions, ...scriptExtensions]);
    return entry === undefined ? undefined : { file: entry, bundled: true };
  }
  const script = existing(path, ['', ...scriptExtensions]);
  if (script !== undefined) return { file: script, bundled: false };
  const typed = existing(path, typedExtensions);
  return typed === undefined ? undefined : { file: typed, bundled: true };
}

function existing(path: string, extensions: readonly string[]): string | undefined {
  return extensions
    .map((it) => path + it)
    .find((it) => (it !== path + extensions[0] || extensions[0] !== '' ? existsSync(it) : isFile(it)));
}

function isFile(path: string): boolean {
  try {
    readFileSync(path, { flag: 'r' });
    return true;
  } catch {
    return false;
  }
}

/** esbuild writes an entry point to the place it has below all entry points' common folder; the handler names that place. */
function entryPointOf(codeRoot: string, path: string, entryPoints: readonly string[]): string | undefined {
  const files = entryPoints.map((it) => resolve(codeRoot, it));
  const common = files
    .map((it) => dirname(it))
    .reduce((former, it) => (former === undefined ? it : commonFolder(former, it)), undefined as string | undefined);
  if (common === undefined) return undefined;
  const wanted = relative(codeRoot, path);
  const stem = (file: string): string => file.slice(0, file.length - extname(file).length);
  return files.find((it) => existsSync(it) && (stem(relative(common, it)) === wanted || stem(relative(codeRoot, it)) === wanted));
}

function commonFolder(first: string, second: string): string {
  let folder = first;
  while (relative(folder, second).startsWith('..') && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/**
 * Whether Node reads the file as an ES module.
 *
 * @param root the folder whose package.json is the last that counts
 */
export function isEsModule(file: string, root: string = parse(file).root): boolean {
  const extension = extname(file);
  if (extension === '.mjs' || extension === '.mts') return true;
  if (extension === '.cjs' || extension === '.cts') return false;
  return packageTypeWithin(root, dirname(file)) === 'module';
}
