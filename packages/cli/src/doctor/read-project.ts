import { posix } from 'node:path';
import type { CompileResult, ReadFile } from '@gatewright/template';
import { exportedFunctions } from './lambda/handlers.ts';
import type { Entry, Project } from './project.ts';
import { textOf } from './syntax/nodes.ts';
import { loadParser, type ParseModule } from './syntax/parse-module.ts';
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
  let parserFailure: unknown;
  // Without a parser for this machine the template can still be judged; the doctor says that the code was not.
  const parse = await loadParser().catch((error: unknown): ParseModule => {
    parserFailure = error;
    return () => undefined;
  });
  const modules = new Map<string, SourceModule>();
  const load = async (file: string): Promise<SourceModule | undefined> => {
    const known = modules.get(file);
    if (known || modules.size >= maximumModuleCount) return known;
    const text = await readFile(file).catch(() => undefined);
    const module = text === undefined ? undefined : parse(file, text);
    if (module) modules.set(file, module);
    return module;
  };

  const reach = async (entry: string | undefined): Promise<readonly SourceModule[]> => {
    const reached: SourceModule[] = [];
    const waiting = entry ? [entry] : [];
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
    return reached;
  };

  const loaded = new Map<FunctionFacts, readonly SourceModule[]>();
  for (const functionFacts of template?.functions ?? []) {
    const isNode = functionFacts.runtime === undefined || functionFacts.runtime.startsWith('nodejs');
    loaded.set(functionFacts, isNode ? await reach(handlerFile(files, functionFacts)) : []);
  }
  const entries: Entry[] = [...loaded].flatMap(([functionFacts, [module]]) => {
    const name = functionFacts.handler?.split('.').at(-1);
    const found = module?.once(exportedFunctions).find((it) => it.name === name);
    return module && found ? [{ ...found, module, functionFacts }] : [];
  });
  if (loaded.size === 0) entries.push(...(await findEntries(files, reach, modules)));

  const functionsOf = (module: SourceModule): FunctionFacts[] =>
    [...loaded].filter(([, reached]) => reached.includes(module)).map(([it]) => it);
  return {
    modules: [...modules.values()],
    entries,
    template,
    dependencies: await readDependencies(readFile),
    parserFailure,
    functionsOf,
    modulesOf: (functionFacts) => loaded.get(functionFacts) ?? [],
    apisOf: (module) => {
      const ids = new Set(functionsOf(module).map((it) => it.logicalId));
      return (template?.apis ?? []).filter((api) => api.routes.some((it) => it.functionId !== undefined && ids.has(it.functionId)));
    },
  };
}

/**
 * Without a template that names handlers: every file that exports a `handler`, and what these import. Other files of the
 * project, a web page's among them, are then none of Lambda's.
 */
async function findEntries(
  files: ReadonlySet<string>,
  reach: (file: string) => Promise<readonly SourceModule[]>,
  modules: Map<string, SourceModule>,
): Promise<readonly Entry[]> {
  const kept = new Set<SourceModule>();
  const entries: Entry[] = [];
  for (const file of files) {
    if (!extensions.includes(posix.extname(file)) || notProduction.test(file)) continue;
    const reached = await reach(file);
    const module = reached[0];
    const handler = module?.once(exportedFunctions).find((it) => it.name === 'handler');
    if (!module || !handler) continue;
    entries.push({ ...handler, module, functionFacts: undefined });
    for (const it of reached) kept.add(it);
  }
  if (entries.length > 0) for (const [file, module] of modules) if (!kept.has(module)) modules.delete(file);
  return entries;
}

/** The handler's source; where `Handler` names what a build makes of it (`dist/users.handler`), the source beside it. */
function handlerFile(files: ReadonlySet<string>, { handler, codeUri }: FunctionFacts): string | undefined {
  if (handler === undefined) return undefined;
  const path = handler.replace(/\.[^./]*$/, '');
  const source = path.replace(/^(\.?build|dist|lib|out)\//, '');
  return [path, `src/${source}`, source].map((it) => resolveFile(files, posix.join(codeUri, it))).find((it) => it !== undefined);
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
