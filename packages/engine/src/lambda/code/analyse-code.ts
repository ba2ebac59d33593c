import { resolve } from 'node:path';
import type { Message, Metafile } from 'esbuild';

export interface CodeAnalysis {
  /** Absolute paths of the project's own files that the handler's module imports, itself included. */
  readonly inputs: readonly string[];
  /** Names that the module exports; undefined when only running it can tell (CommonJS). */
  readonly exports: readonly string[] | undefined;
  readonly errors: readonly Message[];
}

/** Kinds of files that Node loads or that a build would need a setting for: nothing to say about them here. */
const ignoredErrors = /^No loader is configured/;

/** Reads a handler's import graph without running it. */
export async function analyseCode(file: string, codeRoot: string): Promise<CodeAnalysis> {
  const { build } = await import('esbuild');
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
    return { inputs: inputsOf(metafile, codeRoot), exports: exportsOf(metafile), errors: [] };
  } catch (error) {
    if (!(error instanceof Error && 'errors' in error && Array.isArray(error.errors))) throw error;
    const errors = (error.errors as readonly Message[]).filter((it) => !ignoredErrors.test(it.text));
    return { inputs: [file], exports: undefined, errors };
  }
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
