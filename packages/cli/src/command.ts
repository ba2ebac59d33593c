import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Terminal } from './terminal.ts';

export interface OptionDefinition {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly default?: string;
  readonly multiple?: boolean;
  /** The form of further values that may follow the first as words of their own. */
  readonly further?: RegExp;
  /** What `--help` shows in place of the value: FILE, PORT. */
  readonly value?: string;
  readonly summary: string;
}

export interface CommandInput {
  readonly values: { readonly [option: string]: string | boolean | readonly string[] | undefined };
  readonly positionals: readonly string[];
}

/** One command. Exit codes: 0 done, 1 the sources are wrong, 2 the command line is wrong. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What may follow the name, a word each, for `--help`: `[dir]`, `<action> [table]`. */
  readonly positionals?: string;
  readonly options: { readonly [name: string]: OptionDefinition };
  run(input: CommandInput, terminal: Terminal): Promise<number>;
}

/** What the user typed cannot be understood: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError for an option or argument the command does not have */
export function parseInput(command: Command, argv: readonly string[]): CommandInput {
  const options: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean', short: 'h' } };
  for (const [name, { type, short, multiple, default: fallback }] of Object.entries(command.options)) {
    options[name] = { type, ...(short && { short }), ...(multiple && { multiple }), ...(fallback !== undefined && { default: fallback }) };
  }
  try {
    const { values, positionals } = parseArgs({ args: separated(command, argv), options, allowPositionals: true, strict: true });
    if (positionals.length > (command.positionals?.split(' ').length ?? 0)) {
      throw new UsageError(`"${positionals.at(-1)}" is one argument too many for gatewright ${command.name}.`);
    }
    return { values: values as CommandInput['values'], positionals };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error));
  }
}

/** With the option before each of its values: `--option A=1 B=2` as `--option A=1 --option B=2`. */
function separated(command: Command, argv: readonly string[]): string[] {
  const words: string[] = [];
  let gathering: { readonly flag: string; readonly further: RegExp } | undefined;
  for (const [index, word] of argv.entries()) {
    const further = word.startsWith('--') ? command.options[word.slice(2)]?.further : undefined;
    if (further) gathering = { flag: word, further };
    else if (gathering && argv[index - 1] !== gathering.flag) {
      if (gathering.further.test(word)) words.push(gathering.flag);
      else gathering = undefined;
    }
    words.push(word);
  }
  return words;
}

/** The value of a string option, or undefined when it was not given. */
export function textOption(input: CommandInput, name: string): string | undefined {
  const value = input.values[name];
  return typeof value === 'string' ? value : undefined;
}

/**
 * The value of an option that is a TCP port; 0 asks for a free one.
 * @throws UsageError when it is no number from 0 to 65535
 */
export function portOption(input: CommandInput, name: string): number | undefined {
  const text = textOption(input, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new UsageError(`--${name} is a port from 0 to 65535, not "${text}".`);
  return Number(text);
}

export function helpText(command: Command): string {
  const rows = Object.entries(command.options).map(([name, { short, value, summary, default: fallback }]) => {
    const flag = `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
    // A long option has its summary on the line below.
    const begin = flag.length < 26 ? flag.padEnd(26) : `${flag}\n${' '.repeat(28)}`;
    return `  ${begin}${summary}${fallback ? ` (${fallback})` : ''}`;
  });
  const usage = `gatewright ${command.name}${command.positionals ? ` ${command.positionals}` : ''} [options]`;
  return [command.summary, '', `Usage: ${usage}`, '', ...(rows.length > 0 ? ['Options:', ...rows, ''] : [])].join('\n');
}
