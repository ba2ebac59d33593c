import { randomUUID } from 'node:crypto';
import type { Command } from '../command.ts';
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
import { CallRefusal } from '../tables/connection.ts';

const store: JsonStore = { signingName: 'secretsmanager', targetPrefix: 'secretsmanager' };

const actions: StoreActions = { list, get, set, delete: remove, import: importAll };

export const secrets: Command = {
  name: 'secrets',
  summary: `Keep the secrets of this machine's Secrets Manager: ${Object.keys(actions).join(', ')}.`,
  positionals: '[action] [name]',
  options: storeOptions,
  run: (input, terminal) => runStoreCommand('secrets', store, actions, input, terminal),
};

async function list({ connection, terminal }: StoreTask): Promise<number> {
  const found = await allPages(connection, 'ListSecrets', 'SecretList', { SortBy: 'name', SortOrder: 'asc' });
  printRows(
    terminal,
    found.map((it) => ({ name: String(Object(it).Name), description: String(Object(it).Description ?? '') })),
  );
  return 0;
}

async function get({ connection, terminal, name }: StoreTask): Promise<number> {
  const { SecretString, SecretBinary } = await connection.call('GetSecretValue', { SecretId: name() });
  terminal.out(String(SecretString ?? SecretBinary));
  return 0;
}

async function set({ connection, terminal, name }: StoreTask): Promise<number> {
  const value = await readHiddenValue(terminal, name());
  await put({ connection }, name(), value);
  terminal.error(`${name()} is set.`);
  return 0;
}

async function remove({ connection, terminal, name }: StoreTask): Promise<number> {
  // Without the recovery window, in which the name could not be used; what is not there is told.
  await connection.call('DescribeSecret', { SecretId: name() });
  await connection.call('DeleteSecret', { SecretId: name(), ForceDeleteWithoutRecovery: true });
  terminal.error(`${name()} is deleted.`);
  return 0;
}

async function importAll(task: StoreTask): Promise<number> {
  const variables = await variablesToImport(task);
  for (const [name, value] of variables) if (value !== '') await put(task, name, value);
  task.terminal.error(`${variables.filter(([, value]) => value !== '').length} secrets are set.`);
  return 0;
}

async function put({ connection }: Pick<StoreTask, 'connection'>, name: string, value: string): Promise<void> {
  const ClientRequestToken = randomUUID();
  try {
    await connection.call('PutSecretValue', { SecretId: name, SecretString: value, ClientRequestToken });
  } catch (error) {
    if (!(error instanceof CallRefusal && error.message.startsWith('ResourceNotFoundException'))) throw error;
    await connection.call('CreateSecret', { Name: name, SecretString: value, ClientRequestToken });
  }
}
