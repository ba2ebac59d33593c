import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RuntimeError } from '../environment-configuration.ts';
import type { FunctionConfiguration } from '../function-configuration.ts';
import { pythonBootstrap } from './python-bootstrap.ts';

/** What is started for a runtime that asks for its invocations by the Runtime API. */
export interface RuntimeCommand {
  readonly file: string;
  readonly arguments: readonly string[];
  /** As INIT_START has it: `python:3.12.v4`. */
  readonly runtimeVersion: string;
}

/** Why a runtime cannot be started. */
export interface MissingRuntime {
  readonly error: RuntimeError;
}

/** The family of a runtime's name, or undefined when gatewright cannot run it. */
export function runtimeFamily(runtime: string): 'nodejs' | 'python' | 'provided' | undefined {
  if (runtime.startsWith('nodejs')) return 'nodejs';
  if (runtime.startsWith('python3')) return 'python';
  return runtime === 'provided' || runtime.startsWith('provided.') ? 'provided' : undefined;
}

/**
 * How a function's runtime is started on this machine.
 *
 * @param folder where our own bootstraps are written
 */
export async function findRuntimeCommand(configuration: FunctionConfiguration, folder: string): Promise<RuntimeCommand | MissingRuntime> {
  if (runtimeFamily(configuration.runtime) === 'python') return pythonCommand(configuration, folder);
  const { codeRoot, layerRoot } = configuration;
  const candidates = [codeRoot, ...(layerRoot === undefined ? [] : [layerRoot])].map((it) => join(it, 'bootstrap'));
  const file = candidates.find(isExecutable);
  if (file !== undefined) return { file, arguments: [], runtimeVersion: `${configuration.runtime.replace('.', ':')}.v0` };
  // Without a place of its own AWS names both.
  return missing(`Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]`);
}

async function pythonCommand({ runtime, codeRoot }: FunctionConfiguration, folder: string): Promise<RuntimeCommand | MissingRuntime> {
  const wanted = runtime.replace(/^python/, '');
  const environments = [codeRoot, dirname(codeRoot)].map((it) => join(it, '.venv', 'bin', 'python')).filter(existsSync);
  for (const candidate of [...environments, `python${wanted}`, 'python3', 'python']) {
    const found = await askPython(candidate);
    if (!found) continue;
    const file = join(folder, 'python', 'bootstrap.py');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, pythonBootstrap);
    const [major = '3', minor = '', patch = ''] = found.version.split('.');
    return { file: found.executable, arguments: [file], runtimeVersion: `python:${major}.${minor}.v${patch}` };
  }
  return missing(`gatewright runs ${runtime} functions on this machine's Python, and found neither python${wanted} nor python3`);
}

/** Asks a command for the interpreter behind it: of a shim or an activated virtual environment, the real one. */
function askPython(command: string): Promise<{ readonly executable: string; readonly version: string } | undefined> {
  const question = 'import sys; print(sys.executable); print("%d.%d.%d" % sys.version_info[:3])';
  return new Promise((resolve) => {
    execFile(command, ['-c', question], { timeout: 10_000, encoding: 'utf8' }, (error, output) => {
      const [executable = '', version = ''] = output.split('\n').map((it) => it.trim());
      resolve(error || !version.startsWith('3.') ? undefined : { executable, version });
    });
  });
}

function missing(reason: string): MissingRuntime {
  return { error: { errorType: 'Runtime.InvalidEntrypoint', errorMessage: reason } };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
