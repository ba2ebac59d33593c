import { existsSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { basename, dirname, parse, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EnvironmentConfiguration } from '../environment-configuration.ts';
import { packageTypeWithin } from '../package-type.ts';
import { RuntimeFault } from './runtime-errors.ts';

export type Handler = (...values: unknown[]) => unknown;

interface CompilableModule {
  filename: string;
  paths: string[];
  exports: unknown;
  _compile(text: string, filename: string, format?: 'commonjs'): void;
}

interface ModuleInternals {
  new (id: string): CompilableModule;
  _nodeModulePaths(folder: string): string[];
  _cache: Record<string, unknown>;
  _extensions: Record<string, (module: CompilableModule, filename: string) => void>;
}

// The same internals that AWS's loader and Node's own `require` use.
const ModuleClass = Module as unknown as ModuleInternals;

/** Require stacks end, as on AWS, in the runtime's own file. */
const runtimeRequire: NodeJS.Require = createRequire('/var/runtime/index.mjs');

/**
 * Finds the handler function that a handler string names.
 *
 * @throws RuntimeFault MalformedHandlerName, ImportModuleError, UserCodeSyntaxError, HandlerNotFound; or what the user's code throws
 * @source AWS Lambda Node.js runtime interface client
 */
export async function loadHandler(configuration: EnvironmentConfiguration): Promise<Handler> {
  const { handler, codeRoot, code } = configuration;
  if (handler.includes('..')) {
    const message = `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`;
    throw new RuntimeFault('MalformedHandlerName', message);
  }
  const name = basename(handler);
  const moduleRoot = handler.slice(0, handler.indexOf(name));
  const dot = name.indexOf('.');
  if (dot < 0) throw new RuntimeFault('MalformedHandlerName', 'Bad handler');
  leavePackagesAbove(codeRoot);
  const userModule = await loadModule(() => {
    if (code.kind === 'commonjs') return runAsCommonJs(code.filename, code.text);
    if (code.kind === 'module') return import(code.url);
    return searchModule(codeRoot, moduleRoot, name.slice(0, dot));
  });
  let found: unknown = userModule;
  for (const key of name.slice(dot + 1).split('.')) found = found && (found as Record<string, unknown>)[key];
  if (!found) throw new RuntimeFault('HandlerNotFound', `${handler} is undefined or not exported`);
  if (typeof found !== 'function') throw new RuntimeFault('HandlerNotFound', `${handler} is not a function`);
  return found as Handler;
}

async function loadModule(load: () => unknown): Promise<unknown> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuntimeFault('UserCodeSyntaxError', String(error), { cause: error });
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') {
      throw new RuntimeFault('ImportModuleError', String(error), { cause: error });
    }
    throw error;
  }
}

async function searchModule(codeRoot: string, moduleRoot: string, name: string): Promise<unknown> {
  const path = resolve(codeRoot, moduleRoot, name);
  const isModule = packageTypeWithin(codeRoot, dirname(path)) === 'module';
  const candidates: readonly (readonly [string, boolean])[] = [
    [path, false],
    [`${path}.js`, isModule],
    [`${path}.mjs`, true],
    [`${path}.cjs`, false],
  ];
  for (const [file, asModule] of candidates) {
    if (!existsSync(file)) continue;
    return asModule ? import(pathToFileURL(file).href) : runtimeRequire(file);
  }
  return runtimeRequire(runtimeRequire.resolve(name, { paths: [codeRoot, resolve(codeRoot, moduleRoot)] }));
}

/**
 * On AWS there is nothing above the code root; here a package.json there would have a say in what its `.js` files are.
 * @source "Packages", Node.js documentation: a `.js` without a package.json is CommonJS
 */
function leavePackagesAbove(codeRoot: string): void {
  if (packageTypeWithin(codeRoot, codeRoot) !== undefined || packageTypeWithin(parse(codeRoot).root, codeRoot) !== 'module') return;
  const load = ModuleClass._extensions['.js'];
  ModuleClass._extensions['.js'] = (module, filename) => {
    const isOwn = filename.startsWith(codeRoot + sep) && packageTypeWithin(codeRoot, dirname(filename)) === undefined;
    if (isOwn) module._compile(readFileSync(filename, 'utf8').replace(/^\uFEFF/, ''), filename, 'commonjs');
    else load?.(module, filename);
  };
}

function runAsCommonJs(filename: string, text: string): unknown {
  const module = new ModuleClass(filename);
  module.filename = filename;
  module.paths = ModuleClass._nodeModulePaths(dirname(filename));
  ModuleClass._cache[filename] = module;
  module._compile(text, filename);
  return module.exports;
}
