import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { type CompileResult, loadTemplate } from '@gatewright/template';
import { readSamConfig, type SamConfig, samConfigFile } from './samconfig.ts';

export interface ProjectToCompile {
  /** Absolute folder of the template. */
  readonly root: string;
  /** The template's name in that folder. */
  readonly file: string;
  readonly stage: string | undefined;
  /** The variables `${env:NAME}` may read. */
  readonly environment: { readonly [name: string]: string | undefined };
  /** Values for the template's Parameters, over those of samconfig.toml. */
  readonly parameters: { readonly [name: string]: string };
  /** The environment of samconfig.toml; without one the stage's, or `default`. */
  readonly configEnvironment?: string | undefined;
}

export interface CompiledProject {
  readonly compiled: CompileResult;
  /** The text of each file that was read, by its path in the project: what a diagnostic's line is shown from. */
  readonly sources: ReadonlyMap<string, string>;
  /** Values for the template's Parameters: those given, and those of samconfig.toml. */
  readonly parameters: { readonly [name: string]: string };
}

/** Compiles the template of a folder on disk. */
export async function compileProject(project: ProjectToCompile): Promise<CompiledProject> {
  const { root, file, stage, environment } = project;
  const sources = new Map<string, string>();
  const readSource = async (path: string): Promise<string> => {
    const text = await readFile(isAbsolute(path) ? path : join(root, path), 'utf8');
    sources.set(path, text);
    return text;
  };
  const config = await samConfigOf(project, readSource);
  const parameters = { ...config?.parameters, ...project.parameters };
  const compiled = await loadTemplate(file, {
    readFile: readSource,
    stage,
    region: config?.region ?? 'us-east-1',
    accountId: '123456789012',
    environment,
    parameters,
    options: stage === undefined ? {} : { stage },
  });
  return { compiled: config ? withSamConfig(compiled, config) : compiled, sources, parameters };
}

/** samconfig.toml, when it stands beside the template. It is of SAM's command line, which deploys plain CloudFormation as well. */
async function samConfigOf(
  { file, stage, configEnvironment }: ProjectToCompile,
  readSource: (path: string) => Promise<string>,
): Promise<SamConfig | undefined> {
  if (/^(serverless\.|cdk\.out\/)|\.template\.json$/.test(file)) return undefined;
  const text = await readSource(samConfigFile).catch(() => undefined);
  return text === undefined ? undefined : readSamConfig(text, { named: configEnvironment, stage });
}

function withSamConfig(compiled: CompileResult, { stackName, region, diagnostics }: SamConfig): CompileResult {
  return {
    ...compiled,
    stackName: compiled.stackName ?? stackName,
    region: compiled.region ?? region,
    diagnostics: [...diagnostics, ...compiled.diagnostics],
    files: [...compiled.files, samConfigFile],
  };
}
