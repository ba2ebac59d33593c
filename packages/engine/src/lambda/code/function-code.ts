import { basename, extname, resolve, sep } from 'node:path';
import type { CodeToLoad, KnownPackage } from '../environment-configuration.ts';
import type { FunctionConfiguration } from '../function-configuration.ts';
import { runtimeFamily } from '../runtime-api/runtime-command.ts';
import { analyseCode } from './analyse-code.ts';
import { buildFailure, type FailedOutcome, missingExport, missingHandlerFile } from './build-failure.ts';
import { Bundle } from './bundle.ts';
import { findHandlerFile, isEsModule } from './handler-file.ts';

/** Code that environments may load, or why there is none. */
export type LoadedCode = { readonly toLoad: CodeToLoad; readonly failure?: undefined } | { readonly failure: FailedOutcome };

const scripts = /\.([cm]?[jt]sx?)$/;
const tests = /\.(test|spec)\.[cm]?[jt]sx?$|[\\/]__tests__[\\/]/;
/** Files that code reads at run time, and that are not code. */
const assets = /\.(json|html?|txt|sql|graphql|gql|xml|pem|hbs|ejs|mustache|pug|csv|proto|wasm|node|css|svg|env)$/;

/** One function's code: from its handler's name to what an environment loads, and which files it is made of. */
export class FunctionCode {
  readonly #folder: string;
  readonly #sdkFrom: string;
  /** Whether a file belongs to another function's code. */
  readonly #isOfAnother: (file: string) => boolean;
  #bundle: { readonly key: string; readonly bundle: Bundle } | undefined;
  #inputs = new Set<string>();
  #loaded = new Set<string>();
  #analysing: Promise<unknown> = Promise.resolve();
  #codeRoot = '';
  #bundled = false;
  #isNode = true;
  /** What its environments may load before the code itself. */
  packages: readonly KnownPackage[] = [];
  /** The last attempt to load it failed: any file may be the cure. */
  failing = false;
  /** Its ES modules import SDK packages that are not installed: its environments are started with help for that. */
  sdkImportHooks = false;

  constructor(folder: string, sdkFrom: string, isOfAnother: (file: string) => boolean) {
    this.#folder = folder;
    this.#sdkFrom = sdkFrom;
    this.#isOfAnother = isOfAnother;
  }

  /** Folders outside of the code root that hold files of this code. */
  get outsideFiles(): readonly string[] {
    return [...this.#inputs].filter((it) => !it.startsWith(this.#codeRoot + sep));
  }

  async load(configuration: FunctionConfiguration): Promise<LoadedCode> {
    this.#codeRoot = configuration.codeRoot;
    this.#isNode = runtimeFamily(configuration.runtime) === 'nodejs';
    if (!this.#isNode) return { toLoad: { kind: 'in-place' } };
    const found = findHandlerFile(configuration);
    this.#bundled = found?.bundled ?? false;
    if (!found?.bundled) {
      this.failing = false;
      // Before Node 22.15 that help has to be there from the start, and costs; so it is looked for where it may be needed.
      if (found && isEsModule(found.file, configuration.codeRoot)) await this.check(configuration);
      return { toLoad: { kind: 'in-place' } };
    }
    const bundled = await this.#bundleOf(found.file, configuration).build();
    this.#inputs = new Set(bundled.inputs.map((it) => resolve(configuration.codeRoot, it)));
    this.failing = bundled.errors !== undefined;
    if (!bundled.errors) this.packages = bundled.packages;
    return bundled.errors ? { failure: buildFailure(configuration, bundled.errors) } : { toLoad: bundled.toLoad };
  }

  /** What can be said against the code without running it. Also learns which files JavaScript in place is made of. */
  async check(configuration: FunctionConfiguration): Promise<FailedOutcome | undefined> {
    if (runtimeFamily(configuration.runtime) !== 'nodejs') return undefined;
    const found = findHandlerFile(configuration);
    if (!found) {
      this.failing = true;
      return /^[^.]+\..+$/.test(basename(configuration.handler)) ? missingHandlerFile(configuration) : undefined;
    }
    if (!scripts.test(extname(found.file))) return undefined;
    const { inputs, exports, missingSdkImports, packages, errors } = await analyseCode(found.file, configuration.codeRoot);
    if (!found.bundled) {
      this.#inputs = new Set(inputs);
      this.packages = packages;
      this.sdkImportHooks ||= missingSdkImports;
    }
    // A bundle has its own, better informed, opinion on imports.
    if (errors.length > 0) return found.bundled ? undefined : buildFailure(configuration, errors);
    const name = basename(configuration.handler).split('.')[1] ?? '';
    return exports && !exports.includes(name) ? missingExport(configuration, exports) : undefined;
  }

  /** Learns the import graph of JavaScript in place, in the background. */
  learn(configuration: FunctionConfiguration): void {
    if (!this.#bundled) this.#analysing = this.check(configuration).catch(() => undefined);
  }

  /** An environment has loaded these files. */
  noteLoaded(files: readonly string[]): void {
    this.#loaded = new Set(files);
  }

  has(file: string): boolean {
    return this.#inputs.has(file) || this.#loaded.has(file);
  }

  /** Whether a change to this file asks for new environments. */
  concerns(file: string): boolean {
    if (this.has(file)) return true;
    if (!file.startsWith(this.#codeRoot + sep) || tests.test(file)) return false;
    if (!this.#isNode) return !/\.(pyc|log|tmp|swp)$/.test(file);
    if (basename(file) === 'package.json' || basename(file) === 'tsconfig.json') return true;
    if (scripts.test(file)) return this.failing || (!this.#bundled && !this.#isOfAnother(file));
    return assets.test(file) && !/^(package-lock|\.package-lock)\.json$/.test(basename(file));
  }

  async dispose(): Promise<void> {
    await this.#analysing;
    await this.#bundle?.bundle.dispose();
  }

  #bundleOf(entry: string, configuration: FunctionConfiguration): Bundle {
    const key = JSON.stringify([entry, configuration.esbuild ?? null, configuration.codeRoot]);
    if (this.#bundle?.key === key) return this.#bundle.bundle;
    void this.#bundle?.bundle.dispose();
    const bundle = new Bundle({ entry, configuration, folder: this.#folder, sdkFrom: this.#sdkFrom });
    this.#bundle = { key, bundle };
    return bundle;
  }
}
