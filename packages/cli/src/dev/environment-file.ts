import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';

export interface Failure {
  readonly message: string;
  readonly hint: string;
}

/** Reads `--env-file`: lines of NAME=VALUE, as Node's own --env-file. Nothing given is no variables. */
export async function readEnvironmentFile(
  file: string | undefined,
  cwd: string,
): Promise<Failure | { readonly variables: { readonly [name: string]: string } }> {
  if (file === undefined) return { variables: {} };
  try {
    const variables = parseEnv(await readFile(resolve(cwd, file), 'utf8'));
    return { variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value ?? ''])) };
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return {
      message: `The file ${file} of --env-file cannot be read: ${error.message}.`,
      hint: 'Write it as lines of NAME=VALUE, or leave --env-file out.',
    };
  }
}
