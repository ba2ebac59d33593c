import { type Diagnostic, parseSource } from '@gatewright/template';
import { parse, TomlError } from 'smol-toml';
import type { OptionDefinition } from './command.ts';
import { overridesIn } from './parameter-overrides.ts';

/** What SAM's configuration file says of a stack, for one of its environments. */
export interface SamConfig {
  readonly stackName: string | undefined;
  readonly region: string | undefined;
  readonly parameters: { readonly [name: string]: string };
  readonly diagnostics: readonly Diagnostic[];
}

/** `--config-env`, as SAM's command line has it. */
export const configEnvironmentOption: OptionDefinition = {
  type: 'string',
  value: 'NAME',
  summary: "the environment of samconfig.toml or .yaml (the stage's, or default)",
};

/** SAM's command line takes the first of these. @source "AWS SAM CLI configuration file", AWS SAM developer guide */
export const samConfigFiles: readonly string[] = ['samconfig.toml', 'samconfig.yaml', 'samconfig.yml'];

/** Of each command the settings go over those before it: `sam local start-api` does what gatewright does. */
const commands = ['global', 'deploy', 'local_start_api'];

type Table = { readonly [key: string]: unknown };

/**
 * Reads SAM's configuration file.
 *
 * @param file its name, which says whether it is TOML or YAML
 * @param environment the table to read; without one, `default`
 * @source "AWS SAM CLI configuration file", AWS SAM developer guide
 */
export function readSamConfig(
  file: string,
  text: string,
  environment: { readonly named: string | undefined; readonly stage: string | undefined },
): SamConfig {
  const nothing = { stackName: undefined, region: undefined, parameters: {} };
  const { root, diagnostics } = file.endsWith('.toml') ? readToml(file, text) : readYaml(file, text);
  if (!root) return { ...nothing, diagnostics };
  const { named, stage } = environment;
  if (named !== undefined && !isTable(root[named])) {
    const names = Object.keys(root).filter((it) => isTable(root[it]));
    const message = `${file} has no environment "${named}".`;
    const hint = `It has ${names.join(', ') || 'none'}.`;
    return {
      ...nothing,
      diagnostics: [{ code: 'UNRESOLVED_REF', severity: 'error', message, hint, at: { file, line: 1, column: 1, length: 1 } }],
    };
  }
  const tables = tableIn(root, named ?? (stage !== undefined && isTable(root[stage]) ? stage : 'default'));
  const settings: Table = Object.assign({}, ...commands.map((it) => tableIn(tableIn(tables, it), 'parameters')));
  return {
    stackName: textOf(settings.stack_name),
    region: textOf(settings.region),
    parameters: overridesOf(settings.parameter_overrides),
    diagnostics: [],
  };
}

interface ReadConfig {
  readonly root?: Table;
  readonly diagnostics: readonly Diagnostic[];
}

function readToml(file: string, text: string): ReadConfig {
  try {
    return { root: parse(text), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const at = { file, line: error.line, column: error.column, length: 1 };
    const message = `${error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? 'Not TOML'}.`;
    const hint = 'Write it as TOML: KEY = "VALUE".';
    return { diagnostics: [{ code: 'SYNTAX_ERROR', severity: 'error', message, at, hint }] };
  }
}

function readYaml(file: string, text: string): ReadConfig {
  const { root, diagnostics } = parseSource(file, text);
  return isTable(root) ? { root, diagnostics } : { diagnostics };
}

/** One text of several pairs, a list of pairs, or a table. */
function overridesOf(value: unknown): { readonly [name: string]: string } {
  if (typeof value === 'string') return Object.fromEntries(overridesIn(value));
  if (Array.isArray(value)) return Object.fromEntries(value.flatMap((it) => overridesIn(String(it))));
  return isTable(value) ? Object.fromEntries(Object.entries(value).map(([name, it]) => [name, String(it)])) : {};
}

function tableIn(table: Table, key: string): Table {
  const found = table[key];
  return isTable(found) ? found : {};
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
