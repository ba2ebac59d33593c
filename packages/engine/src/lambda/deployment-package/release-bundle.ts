import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Diagnostic } from '@gatewright/template';
import type { BuildOptions, BuildResult, Message, Metafile, Plugin } from 'esbuild';
import { esbuildOptions, externalsOf, formatOf, setting, settingList } from '../code/esbuild-settings.ts';
import { isEsModule } from '../code/handler-file.ts';
import { loadEsbuild } from '../code/load-esbuild.ts';
import { nearestFileHint } from '../explain-failure.ts';
import type { PackageRequest, ReleasedBundle } from './deployment-package.ts';
import { nameOf, releasePackages } from './release-packages.ts';
import { shippedPackages } from './shipped-packages.ts';
import { hasUnusedLocales, trimLocales } from './trim-locales.ts';
import type { PackagedFile } from './write-zip.ts';

type Result = BuildResult<{ metafile: true; write: false }>;
export type Release = { readonly bundle: ReleasedBundle | undefined; readonly diagnostics: readonly Diagnostic[] };

/** The bundle that goes to AWS: whole, minified unless the settings say otherwise, and without a trace of the machine it was made on. */
export async function releaseBundle(entry: string, request: PackageRequest): Promise<Release> {
  const { codeRoot } = request;
  try {
    const whole = await run(entry, request, []);
    const result = hasUnusedLocales(whole.metafile, codeRoot) ? await run(entry, request, [trimLocales]) : whole;
    const diagnostics = result.warnings.map((it) => diagnosticOf(it, 'warning', request));
    return { bundle: released(entry, request, result), diagnostics };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return { bundle: undefined, diagnostics: error.errors.map((it) => diagnosticOf(it, 'error', request)) };
  }
}

async function run(entry: string, request: PackageRequest, plugins: readonly Plugin[]): Promise<Result> {
  const { build } = loadEsbuild();
  const { codeRoot, esbuild: settings = {}, layers } = request;
  const own = esbuildOptions(settings);
  const esm = formatFor(entry, request) === 'esm';
  const declared = /\b(const|let|var)\s+require\b/.test(own.banner?.js ?? '');
  const requireOfModules = "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";
  const urlOfScript = "const __importMetaUrl=require('node:url').pathToFileURL(__filename).href;";
  const banner = esm ? (declared ? '' : requireOfModules) : urlOfScript;
  const options = {
    target: targetOf(request.runtime),
    minify: request.minify,
    // What the code reads of names, `error.constructor.name` above all, is what it reads in development.
    ...(request.esbuild === undefined && { keepNames: true }),
    ...own,
    define: { ...(!esm && { 'import.meta.url': '__importMetaUrl' }), ...own.define },
    banner: { ...own.banner, js: `${banner}${own.banner?.js ?? ''}` },
    entryPoints: [{ in: entry, out: stemOf(entry, request) }],
    absWorkingDir: codeRoot,
    outdir: codeRoot,
    outExtension: { '.js': esm ? '.mjs' : '.js' },
    bundle: true,
    format: esm ? 'esm' : 'cjs',
    platform: 'node',
    write: false,
    metafile: true,
    sourcemap: sourceMapOf(request) === 'inline' ? 'inline' : sourceMapOf(request) === 'linked' ? 'linked' : 'external',
    logLevel: 'silent',
    plugins: [releasePackages({ codeRoot, externals: externalsOf(settings), layers }), ...plugins],
  } satisfies BuildOptions;
  return build(options);
}

function formatFor(entry: string, { esbuild }: PackageRequest): 'cjs' | 'esm' {
  return formatOf(esbuild ?? {}) ?? (isEsModule(entry) ? 'esm' : 'cjs');
}

/** Where the handler's name looks for it. */
function stemOf(entry: string, { codeRoot, handler, esbuild }: PackageRequest): string {
  const path = handler.slice(0, handler.lastIndexOf('.'));
  if (esbuild) return path.replace(/^\.\//, '');
  return relative(codeRoot, entry.slice(0, entry.length - extname(entry).length))
    .split(sep)
    .join('/');
}

/** What the runtime understands: `nodejs22.x` is Node 22. */
function targetOf(runtime: string): string {
  return `node${/^nodejs(\d+)/.exec(runtime)?.[1] ?? '20'}`;
}

function sourceMapOf({ esbuild = {} }: PackageRequest): 'linked' | 'inline' | 'none' {
  const value = setting(esbuild, 'sourcemap');
  if (value === 'inline' || value === 'both') return 'inline';
  return value === true || value === 'linked' ? 'linked' : 'none';
}

function released(entry: string, request: PackageRequest, { outputFiles, metafile }: Result): ReleasedBundle {
  const { codeRoot, esbuild = {}, shipExternals } = request;
  const files = outputFiles.map(({ path, contents }): PackagedFile => {
    return { path: relative(codeRoot, path).split(sep).join('/'), content: path.endsWith('.map') ? withoutPlaces(contents) : contents };
  });
  const [sourceMap] = files.filter((it) => it.path.endsWith('.map'));
  const main = files.find((it) => it.path === `${stemOf(entry, request)}${formatFor(entry, request) === 'esm' ? '.mjs' : '.js'}`);
  const bundled = sourceMapOf(request) === 'linked' ? files : files.filter((it) => it !== sourceMap);
  const shipped = shipExternals ? shippedPackages(externalPackages(metafile, settingList(esbuild, 'external')), dirname(entry)) : [];
  return {
    files: [...bundled, ...shipped],
    sourceMap,
    sizeBytes: main?.content.length ?? 0,
    gzipBytes: main ? gzipSync(main.content, { level: 9 }).length : 0,
  };
}

/** Where packages are installed, beside the code or further up, is the machine's affair. */
function withoutPlaces(sourceMap: Uint8Array): Uint8Array {
  const parsed = JSON.parse(Buffer.from(sourceMap).toString('utf8')) as { readonly sources: readonly string[] };
  return Buffer.from(JSON.stringify({ ...parsed, sources: parsed.sources.map((it) => it.replace(/^(\.\.\/).*?(?=node_modules\/)/, '')) }));
}

/** Packages that the bundle imports and that the user's `external` names. */
function externalPackages({ outputs }: Metafile, patterns: readonly string[]): readonly string[] {
  const names = Object.values(outputs).flatMap(({ imports }) => imports.flatMap((it) => (it.external ? [nameOf(it.path)] : [])));
  return [...new Set(names)].filter((name) =>
    patterns.some((it) => new RegExp(`^${it.split('*').map(escaped).join('.*')}(/|$)`).test(name)),
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
}

function diagnosticOf({ text, location, notes }: Message, severity: 'error' | 'warning', request: PackageRequest): Diagnostic {
  const { codeRoot, logicalId, handlerAt } = request;
  const missing = /^Could not resolve "([^"]+)"/.exec(text)?.[1];
  const file = location ? resolve(codeRoot, location.file) : undefined;
  const at =
    location && file !== undefined
      ? { file, line: location.line, column: location.column + 1, length: Math.max(1, location.length) }
      : handlerAt;
  const near = missing?.startsWith('.') && file !== undefined ? nearestFileHint(join(dirname(file), missing), codeRoot) : undefined;
  const native = /^No loader is configured for "\.node"/.test(text)
    ? 'Native code cannot be bundled: name its package under External, and ship it in a layer or in node_modules.'
    : undefined;
  const uninstalled =
    missing !== undefined && !missing.startsWith('.')
      ? `Install it: npm install ${nameOf(missing)}. What a layer holds may be named under External.`
      : undefined;
  const hint = near ?? native ?? uninstalled ?? notes[0]?.text;
  const code = missing === undefined ? 'HANDLER_SYNTAX_ERROR' : 'FILE_NOT_FOUND';
  return { code, severity, message: `"${logicalId}": ${text}`, at, hint };
}

function isBuildFailure(error: unknown): error is Error & { errors: readonly Message[] } {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}
