import type { Diagnostic } from '@gatewright/template';
import { parse, TomlError } from 'smol-toml';
import type { OptionDefinition } from './command.ts';
import { overridesIn } from './parameter-overrides.ts';

/** What samconfig.toml says of a stack, for one of its environments. */
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
  summary: "the environment of samconfig.toml (the stage's, or default)",
};

export const samConfigFile = 'samconfig.toml';

/** Of each command the settings go over those before it: `sam local start-api` does what gatewright does. */
const commands = ['global', 'deploy', 'local_start_api'];

type Table = { readonly [key: string]: unknown };

/**
 * Reads samconfig.toml.
 *
 * @param environment the table to read; without one, `default`
 * @source "AWS SAM CLI configuration file", AWS SAM developer guide
 */
export function readSamConfig(
  text: string,
  environment: { readonly named: string | undefined; readonly stage: string | undefined },
): SamConfig {
  const nothing = { stackName: undefined, region: undefined, parameters: {} };
  let root: Table;
  try {
    root = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const at = { file: samConfigFile, line: error.line, column: error.column, length: 1 };
    const message = `${error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? 'Not TOML'}.`;
    return {
      ...nothing,
      diagnostics: [{ code: 'SYNTAX_ERROR', severity: 'error', message, at, hint: 'Write it as TOML: KEY = "VALUE".' }],
    };
  }
  const { named, stage } = environment;
  if (named !== undefined && !isTable(root[named])) {
    const names = Object.keys(root).filter((it) => isTable(root[it]));
    const message = `${samConfigFile} has no environment "${named}".`;
    const hint = `It has ${names.join(', ') || 'none'}.`;
    return { ...nothing, diagnostics: [{ code: 'UNRESOLVED_REF', severity: 'error', message, hint, at: startOfFile }] };
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

const startOfFile = { file: samConfigFile, line: 1, column: 1, length: 1 };

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
