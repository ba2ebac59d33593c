import { type Command, textOption } from '../command.ts';
import type { JsonStore } from '../stores/connection.ts';
import { readHiddenValue } from '../stores/read-value.ts';
import {
  allPages,
  printRows,
  runStoreCommand,
  type StoreActions,
  type StoreTask,
  storeOptions,
  variablesToImport,
} from '../stores/run-store-command.ts';

const store: JsonStore = { signingName: 'ssm', targetPrefix: 'AmazonSSM' };

const actions: StoreActions = { list, get, set, delete: remove, import: importAll };

export const params: Command = {
  name: 'params',
  summary: `Keep the parameters of this machine's Parameter Store: ${Object.keys(actions).join(', ')}.`,
  positionals: '[action] [name]',
  options: {
    ...storeOptions,
    type: { type: 'string', value: 'TYPE', summary: 'for set and import: String, StringList or SecureString (String)' },
  },
  run: (input, terminal) => runStoreCommand('params', store, actions, input, terminal),
};

async function list({ connection, terminal }: StoreTask): Promise<number> {
  const found = await allPages(connection, 'DescribeParameters', 'Parameters');
  printRows(
    terminal,
    found.map((it) => ({ name: String(Object(it).Name), type: String(Object(it).Type), version: String(Object(it).Version) })),
  );
  return 0;
}

async function get({ connection, terminal, name }: StoreTask): Promise<number> {
  const { Parameter: parameter } = await connection.call('GetParameter', { Name: name(), WithDecryption: true });
  terminal.out(String(Object(parameter).Value));
  return 0;
}

async function set(task: StoreTask): Promise<number> {
  const value = await readHiddenValue(task.terminal, task.name());
  await put(task, task.name(), value);
  task.terminal.error(`${task.name()} is set.`);
  return 0;
}

async function remove({ connection, terminal, name }: StoreTask): Promise<number> {
  await connection.call('DeleteParameter', { Name: name() });
  terminal.error(`${name()} is deleted.`);
  return 0;
}

async function importAll(task: StoreTask): Promise<number> {
  const variables = (await variablesToImport(task)).filter(([, value]) => value !== '');
  for (const [name, value] of variables) await put(task, name, value);
  task.terminal.error(`${variables.length} parameters are set.`);
  return 0;
}

/** A parameter that is there keeps its type, unless another is asked for. */
async function put({ connection, input }: StoreTask, name: string, value: string): Promise<void> {
  const asked = textOption(input, 'type');
  const { Parameters: found } = await connection.call('GetParameters', { Names: [name] });
  const present = Array.isArray(found) && found.length > 0 ? String(Object(found[0]).Type) : undefined;
  await connection.call('PutParameter', { Name: name, Value: value, Type: asked ?? present ?? 'String', Overwrite: true });
}
