import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { type CompileResult, loadTemplate } from '@gatewright/template';

export interface ProjectToCompile {
  /** Absolute folder of the template. */
  readonly root: string;
  /** The template's name in that folder. */
  readonly file: string;
  readonly stage: string | undefined;
  /** The variables `${env:NAME}` may read. */
  readonly environment: { readonly [name: string]: string | undefined };
  /** Values for the template's Parameters. */
  readonly parameters: { readonly [name: string]: string };
}

export interface CompiledProject {
  readonly compiled: CompileResult;
  /** The text of each file that was read, by its path in the project: what a diagnostic's line is shown from. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Compiles the template of a folder on disk. */
export async function compileProject({ root, file, stage, environment, parameters }: ProjectToCompile): Promise<CompiledProject> {
  const sources = new Map<string, string>();
  const compiled = await loadTemplate(file, {
    readFile: async (path) => {
      const text = await readFile(isAbsolute(path) ? path : join(root, path), 'utf8');
      sources.set(path, text);
      return text;
    },
    stage,
    region: 'us-east-1',
    accountId: '123456789012',
    environment,
    parameters,
    options: stage === undefined ? {} : { stage },
  });
  return { compiled, sources };
}
