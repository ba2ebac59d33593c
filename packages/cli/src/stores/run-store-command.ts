import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { type CommandInput, type OptionDefinition, textOption, UsageError } from '../command.ts';
import { CallRefusal, Unreachable } from '../tables/connection.ts';
import type { Terminal } from '../terminal.ts';
import { type JsonStore, openStoreConnection, type StoreConnection } from './connection.ts';

export interface StoreTask {
  readonly input: CommandInput;
  readonly terminal: Terminal;
  readonly connection: StoreConnection;
  /** @throws UsageError when the user named none */
  name(): string;
}

export type StoreActions = { readonly [action: string]: (task: StoreTask) => Promise<number> };

/** The options of both commands. */
export const storeOptions: { readonly [name: string]: OptionDefinition } = {
  data: { type: 'string', value: 'DIR', summary: "the project's data folder (.gatewright)" },
  'endpoint-url': {
    type: 'string',
    value: 'URL',
    summary: 'a running AWS endpoint in place of the folder: that of gatewright dev, or any other',
  },
  file: { type: 'string', value: 'FILE', summary: 'for import: the .env file to read (.env)' },
  prefix: { type: 'string', value: 'TEXT', summary: 'for import: what stands before each name' },
};

/** Runs one of the actions of `secrets` or `params`. */
export async function runStoreCommand(
  command: string,
  store: JsonStore,
  actions: StoreActions,
  input: CommandInput,
  terminal: Terminal,
): Promise<number> {
  const [action = 'list', name] = input.positionals;
  const run = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (!run) throw new UsageError(`gatewright ${command} knows ${Object.keys(actions).join(', ')}, not "${action}".`);
  const named = (): string => {
    if (name === undefined) throw new UsageError(`gatewright ${command} ${action} needs a name.`);
    return name;
  };
  if (action !== 'list' && action !== 'import') named();
  try {
    const dataRoot = resolve(terminal.cwd, textOption(input, 'data') ?? '.gatewright');
    const connection = await openStoreConnection(store, textOption(input, 'endpoint-url'), dataRoot);
    try {
      return await run({ input, terminal, connection, name: named });
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (!(error instanceof CallRefusal || error instanceof Unreachable)) throw error;
    terminal.error(error.message);
    return 1;
  }
}

/** The variables of the file to import, each under the name that it gets. @throws UsageError when there is no such file */
export async function variablesToImport({ input, terminal }: StoreTask): Promise<readonly (readonly [name: string, value: string])[]> {
  const file = resolve(terminal.cwd, textOption(input, 'file') ?? '.env');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new UsageError(`There is no file ${file}.`);
    throw error;
  });
  const prefix = textOption(input, 'prefix') ?? '';
  return Object.entries(parseEnv(text)).map(([name, value = '']) => [`${prefix}${name}`, value] as const);
}

/** All pages of a list operation. */
export async function allPages(
  connection: StoreConnection,
  operation: string,
  member: string,
  input: object = {},
): Promise<readonly object[]> {
  const found: object[] = [];
  let token: unknown;
  do {
    const page = await connection.call(operation, { ...input, ...(token !== undefined && { NextToken: token }) });
    const items = page[member];
    if (Array.isArray(items)) found.push(...items.map((it: unknown) => Object(it)));
    token = page.NextToken;
  } while (token !== undefined);
  return found;
}

/** Prints names and details as a table to a person, else as JSON lines. */
export function printRows(terminal: Terminal, rows: readonly { readonly [column: string]: string }[]): void {
  if (!terminal.interactive) {
    for (const row of rows) terminal.out(JSON.stringify(row));
    return;
  }
  const width = Math.max(4, ...rows.map((row) => Object.values(row)[0]?.length ?? 0)) + 2;
  for (const row of rows) {
    const [first = '', ...rest] = Object.values(row);
    terminal.out(`${first.padEnd(width)}${rest.join('  ')}`);
  }
}
