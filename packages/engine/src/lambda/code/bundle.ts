import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuildContext, BuildOptions, BuildResult, Message } from 'esbuild';
import type { CodeToLoad, KnownPackage } from '../environment-configuration.ts';
import type { FunctionConfiguration } from '../function-configuration.ts';
import { esbuildOptions, externalsOf, formatOf } from './esbuild-settings.ts';
import { isEsModule } from './handler-file.ts';
import { loadEsbuild } from './load-esbuild.ts';
import { resolvePackages } from './resolve-packages.ts';

export interface BundleOptions {
  readonly entry: string;
  readonly configuration: FunctionConfiguration;
  /** Where bundles of ES modules are written. */
  readonly folder: string;
  readonly sdkFrom: string;
}

export type Bundled =
  | {
      readonly toLoad: CodeToLoad;
      readonly inputs: readonly string[];
      readonly packages: readonly KnownPackage[];
      readonly errors?: undefined;
    }
  | { readonly errors: readonly Message[]; readonly inputs: readonly string[] };

type Result = BuildResult<{ metafile: true; write: false }>;

/** The bundle of one handler, built anew in a few milliseconds after each change. */
export class Bundle {
  readonly #options: BundleOptions;
  readonly #format: 'cjs' | 'esm';
  /** The file that the bundle stands for: beside its source, so that it finds files and packages as the source would. */
  readonly #standsFor: string;
  #context: Promise<BuildContext<BuildOptions & { metafile: true; write: false }>> | undefined;

  constructor(options: BundleOptions) {
    this.#options = options;
    const { entry, configuration } = options;
    this.#format = formatOf(configuration.esbuild ?? {}) ?? (isEsModule(entry) ? 'esm' : 'cjs');
    const extension = this.#format === 'esm' ? '.mjs' : '.js';
    this.#standsFor = join(dirname(entry), basename(entry, extname(entry)) + extension);
  }

  async build(): Promise<Bundled> {
    this.#context ??= this.#createContext();
    const context = await this.#context;
    try {
      const result = await context.rebuild();
      return { toLoad: this.#toLoad(result), inputs: inputsOf(result), packages: this.#packagesOf(result) };
    } catch (error) {
      if (!isBuildFailure(error)) throw error;
      return { errors: error.errors, inputs: [this.#options.entry] };
    }
  }

  async dispose(): Promise<void> {
    const context = await this.#context;
    await context?.dispose();
  }

  async #createContext(): Promise<BuildContext<BuildOptions & { metafile: true; write: false }>> {
    const { context } = loadEsbuild();
    const { entry, configuration, sdkFrom } = this.#options;
    const settings = configuration.esbuild ?? {};
    const own = esbuildOptions(settings);
    const url = pathToFileURL(this.#standsFor).href;
    const esm = this.#format === 'esm';
    const declared = /\b(const|let|var)\s+require\b/.test(own.banner?.js ?? '');
    const importRequire = "import { createRequire as __gatewrightRequire } from 'node:module';";
    const banner = esm && !declared ? `${importRequire} const require = __gatewrightRequire(${JSON.stringify(url)});` : '';
    return context({
      target: `node${process.versions.node}`,
      // Without the bundlers' own condition `module`, packages resolve as Node resolves them.
      conditions: [],
      ...own,
      define: { 'import.meta.url': JSON.stringify(url), ...own.define },
      banner: { ...own.banner, js: `${banner}${own.banner?.js ?? ''}` },
      entryPoints: [entry],
      absWorkingDir: configuration.codeRoot,
      bundle: true,
      format: this.#format,
      platform: 'node',
      outfile: this.#standsFor,
      write: false,
      metafile: true,
      sourcemap: 'inline',
      sourcesContent: false,
      sourceRoot: pathToFileURL(`${dirname(entry)}/`).href,
      logLevel: 'silent',
      plugins: [resolvePackages({ format: this.#format, externals: externalsOf(settings), sdkFrom })],
    });
  }

  /** Installed packages that the bundle imports at its top, by the absolute paths it names them by. */
  #packagesOf({ metafile }: Result): readonly KnownPackage[] {
    const imports = Object.values(metafile.outputs).flatMap((it) => it.imports);
    const paths = imports.flatMap((it) =>
      it.external && it.kind !== 'dynamic-import' && /^(file:|\/|[A-Za-z]:[\\/])/.test(it.path) ? [it.path] : [],
    );
    return [...new Set(paths)].map((path) => ({ from: this.#standsFor, path }));
  }

  #toLoad(result: Result): CodeToLoad {
    const text = result.outputFiles.find((it) => it.path === this.#standsFor)?.text ?? result.outputFiles[0]?.text ?? '';
    if (this.#format === 'cjs') return { kind: 'commonjs', filename: this.#standsFor, text };
    const { configuration, folder } = this.#options;
    const file = join(folder, configuration.functionName, basename(this.#standsFor));
    mkdirSync(dirname(file), { recursive: true });
    // Renamed into place: a process that starts meanwhile reads the old text or the new one, never a part.
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
    return { kind: 'module', url: pathToFileURL(file).href };
  }
}

function inputsOf({ metafile }: Result): readonly string[] {
  return Object.keys(metafile.inputs).filter((it) => !it.includes('node_modules'));
}

function isBuildFailure(error: unknown): error is Error & { errors: readonly Message[] } {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}
