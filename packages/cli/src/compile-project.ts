import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { type CompileResult, loadTemplate } from '@gatewright/template';
import { runConfiguration } from './run-configuration.ts';
import { readSamConfig, type SamConfig, samConfigFiles } from './samconfig.ts';

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
  const found = await samConfigOf(project, readSource);
  const config = found?.config;
  const parameters = { ...config?.parameters, ...project.parameters };
  const compiled = await loadTemplate(file, {
    readFile: readSource,
    runCode: (request) => runConfiguration(root, environment, request),
    stage,
    region: config?.region ?? 'us-east-1',
    accountId: '123456789012',
    environment,
    parameters,
    options: stage === undefined ? {} : { stage },
  });
  return { compiled: found ? withSamConfig(compiled, found) : compiled, sources, parameters };
}

interface FoundConfig {
  readonly file: string;
  readonly config: SamConfig;
}

/** samconfig.toml or .yaml, when it stands beside the template. It is of SAM's command line, which deploys plain CloudFormation as well. */
async function samConfigOf(
  { file, stage, configEnvironment }: ProjectToCompile,
  readSource: (path: string) => Promise<string>,
): Promise<FoundConfig | undefined> {
  if (/^(serverless\.|cdk\.out\/)|\.template\.json$/.test(file)) return undefined;
  for (const configFile of samConfigFiles) {
    const text = await readSource(configFile).catch(() => undefined);
    if (text !== undefined) return { file: configFile, config: readSamConfig(configFile, text, { named: configEnvironment, stage }) };
  }
  return undefined;
}

function withSamConfig(compiled: CompileResult, { file, config: { stackName, region, diagnostics } }: FoundConfig): CompileResult {
  return {
    ...compiled,
    stackName: compiled.stackName ?? stackName,
    region: compiled.region ?? region,
    diagnostics: [...diagnostics, ...compiled.diagnostics],
    files: [...compiled.files, file],
  };
}
