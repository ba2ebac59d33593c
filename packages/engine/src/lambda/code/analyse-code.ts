import { createRequire, isBuiltin } from 'node:module';
import { resolve } from 'node:path';
import type { Message, Metafile } from 'esbuild';
import type { KnownPackage } from '../environment-configuration.ts';
import { isEsModule } from './handler-file.ts';
import { loadEsbuild } from './load-esbuild.ts';

export interface CodeAnalysis {
  /** Absolute paths of the project's own files that the handler's module imports, itself included. */
  readonly inputs: readonly string[];
  /** Names that the module exports; undefined when only running it can tell (CommonJS). */
  readonly exports: readonly string[] | undefined;
  /** Packages of the AWS SDK that ES modules of the project import and that it has not installed. */
  readonly missingSdkImports: boolean;
  /** Packages that it requires. */
  readonly packages: readonly KnownPackage[];
  readonly errors: readonly Message[];
}

/** Kinds of files that Node loads or that a build would need a setting for: nothing to say about them here. */
const ignoredErrors = /^No loader is configured/;

const providedPackages = /^@(aws-sdk|smithy|aws)\//;

/** Reads a handler's import graph without running it. */
export async function analyseCode(file: string, codeRoot: string): Promise<CodeAnalysis> {
  const { build } = loadEsbuild();
  const options = {
    absWorkingDir: codeRoot,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    write: false,
    metafile: true,
    logLevel: 'silent',
  } as const;
  try {
    const { metafile } = await build({ ...options, entryPoints: [file], outfile: `${file}.analysed` });
    const missingSdkImports = Object.entries(metafile.inputs).some(([input, { imports }]) =>
      imports.some(
        (it) =>
          it.external && it.kind !== 'require-call' && providedPackages.test(it.path) && !isInstalled(it.path, resolve(codeRoot, input)),
      ),
    );
    return {
      inputs: inputsOf(metafile, codeRoot),
      exports: /\.[cm]?tsx?$/.test(file) || isEsModule(file, codeRoot) ? exportsOf(metafile) : undefined,
      missingSdkImports,
      packages: packagesOf(metafile, codeRoot),
      errors: [],
    };
  } catch (error) {
    if (!(error instanceof Error && 'errors' in error && Array.isArray(error.errors))) throw error;
    const errors = (error.errors as readonly Message[]).filter((it) => !ignoredErrors.test(it.text));
    return { inputs: [file], exports: undefined, missingSdkImports: false, packages: [], errors };
  }
}

function packagesOf(metafile: Metafile, codeRoot: string): readonly KnownPackage[] {
  return Object.entries(metafile.inputs).flatMap(([input, { imports }]) =>
    imports.flatMap((it) =>
      it.external && it.kind === 'require-call' && !isBuiltin(it.path) ? [{ from: resolve(codeRoot, input), path: it.path }] : [],
    ),
  );
}

/** Paths in a metafile are relative to the working directory; packages are not the project's own. */
export function inputsOf(metafile: Metafile, codeRoot: string): readonly string[] {
  return Object.keys(metafile.inputs)
    .filter((it) => !it.includes('node_modules'))
    .map((it) => resolve(codeRoot, it));
}

function exportsOf(metafile: Metafile): readonly string[] | undefined {
  const [output] = Object.values(metafile.outputs);
  const entry = output?.entryPoint === undefined ? undefined : metafile.inputs[output.entryPoint];
  return entry?.format === 'esm' ? output?.exports : undefined;
}

function isInstalled(packageName: string, from: string): boolean {
  try {
    createRequire(from).resolve(packageName);
    return true;
  } catch {
    return false;
  }
}
