import { posix } from 'node:path';
import type { CompileResult, ReadFile } from '@gatewright/template';
import { exportedFunctions } from './lambda/handlers.ts';
import type { Entry, Project } from './project.ts';
import { textOf } from './syntax/nodes.ts';
import { loadParser } from './syntax/parse-module.ts';
import type { SourceModule } from './syntax/source-module.ts';
import type { FunctionFacts } from './template/functions.ts';
import { readTemplateFacts } from './template/template-facts.ts';

const extensions = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.tsx', '.jsx'];
const notProduction =
  /(^|\/)(test|tests|__tests__|__mocks__|spec|e2e|scripts|benchmarks?|coverage|dist|build)\/|\.(test|spec|config|d)\.[cm]?[jt]sx?$/;
const maximumModuleCount = 500;

export interface ProjectSources {
  readonly compiled: CompileResult | undefined;
  /** Reads a file by its path relative to the project. */
  readonly readFile: ReadFile;
  /** Every file of the project, relative to it and with `/`. */
  readonly listFiles: () => Promise<readonly string[]>;
}

/** Reads the code that the template's functions load, and the template. */
export async function readProject({ compiled, readFile, listFiles }: ProjectSources): Promise<Project> {
  const template = compiled && readTemplateFacts(compiled);
  const files = new Set(await listFiles());
  const parse = await loadParser();
  const modules = new Map<string, SourceModule>();
  const load = async (file: string): Promise<SourceModule | undefined> => {
    const known = modules.get(file);
    if (known || modules.size >= maximumModuleCount) return known;
    const text = await readFile(file).catch(() => undefined);
    const module = text === undefined ? undefined : parse(file, text);
    if (module) modules.set(file, module);
    return module;
  };

  const loaded = new Map<FunctionFacts, readonly SourceModule[]>();
  for (const functionFacts of template?.functions ?? []) {
    const handlerFile =
      functionFacts.handler && resolveFile(files, posix.join(functionFacts.codeUri, functionFacts.handler.replace(/\.[^./]*$/, '')));
    const reached: SourceModule[] = [];
    const waiting = handlerFile ? [handlerFile] : [];
    const seen = new Set(waiting);
    for (let file = waiting.pop(); file; file = waiting.pop()) {
      const module = await load(file);
      if (!module) continue;
      reached.push(module);
      for (const next of importedFiles(module, files)) {
        if (!seen.has(next)) waiting.push(next);
        seen.add(next);
      }
    }
    loaded.set(functionFacts, reached);
  }
  if (modules.size === 0) {
    for (const file of files) if (extensions.includes(posix.extname(file)) && !notProduction.test(file)) await load(file);
  }

  const functionsOf = (module: SourceModule): FunctionFacts[] =>
    [...loaded].filter(([, reached]) => reached.includes(module)).map(([it]) => it);
  return {
    modules: [...modules.values()],
    entries: [...readEntries(loaded, [...modules.values()])],
    template,
    dependencies: await readDependencies(readFile),
    functionsOf,
    modulesOf: (functionFacts) => loaded.get(functionFacts) ?? [],
    apisOf: (module) => {
      const ids = new Set(functionsOf(module).map((it) => it.logicalId));
      return (template?.apis ?? []).filter((api) => api.routes.some((it) => it.functionId !== undefined && ids.has(it.functionId)));
    },
  };
}

function* readEntries(loaded: ReadonlyMap<FunctionFacts, readonly SourceModule[]>, modules: readonly SourceModule[]): Generator<Entry> {
  for (const [functionFacts, [module]] of loaded) {
    const name = functionFacts.handler?.split('.').at(-1);
    const found = module?.once(exportedFunctions).find((it) => it.name === name);
    if (module && found) yield { ...found, module, functionFacts };
  }
  if (loaded.size > 0) return;
  for (const module of modules) {
    for (const found of module.once(exportedFunctions)) if (found.name === 'handler') yield { ...found, module, functionFacts: undefined };
  }
}

/** The project's own files that a module imports, by `import`, `export ... from`, `import()` or `require`. */
function* importedFiles(module: SourceModule, files: ReadonlySet<string>): Generator<string> {
  const sources = [
    ...module.all('ImportDeclaration').map((it) => it.source.value),
    ...module.all('ExportNamedDeclaration').map((it) => it.source?.value),
    ...module.all('ExportAllDeclaration').map((it) => it.source.value),
    ...module.all('ImportExpression').map((it) => textOf(it.source)),
    ...module
      .all('CallExpression')
      .filter((it) => it.callee.type === 'Identifier' && it.callee.name === 'require')
      .map((it) => textOf(it.arguments[0])),
  ];
  for (const source of sources) {
    if (!source?.startsWith('.')) continue;
    const file = resolveFile(files, posix.join(posix.dirname(module.file), source));
    if (file) yield file;
  }
}

/** Node's and TypeScript's ways from an import to a file: as it is, with an extension, `.js` written for `.ts`, a folder's index. */
function resolveFile(files: ReadonlySet<string>, path: string): string | undefined {
  const candidates = [
    path,
    ...extensions.map((it) => path + it),
    ...(/\.[cm]?jsx?$/.test(path) ? [path.replace(/js(x?)$/, 'ts$1')] : []),
    ...extensions.map((it) => posix.join(path, `index${it}`)),
  ];
  return candidates.find((it) => files.has(it) && extensions.includes(posix.extname(it)));
}

async function readDependencies(readFile: ReadFile): Promise<ReadonlySet<string> | undefined> {
  const text = await readFile('package.json').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(text) as Record<string, unknown>;
    return new Set(
      [dependencies, devDependencies, optionalDependencies].flatMap((it) => (typeof it === 'object' && it !== null ? Object.keys(it) : [])),
    );
  } catch {
    // A package.json that is no JSON is npm's to name.
    return undefined;
  }
}
