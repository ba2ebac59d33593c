import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** One JSON line of `gatewright dev`. */
export interface CliLine {
  readonly type: string;
  readonly [member: string]: unknown;
}

export interface RunningCli {
  /** The API's address, with its stage: `http://127.0.0.1:40123/prod`. */
  readonly url: string;
  readonly awsUrl: string;
  readonly ready: CliLine;
  readonly lines: readonly CliLine[];
  readonly process: ChildProcess;
  /** The first line, past or to come, for which `accepts` is true. */
  line(accepts: (line: CliLine) => boolean): Promise<CliLine>;
  /** Ctrl-C, and its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the real command line, as a user's script would: free ports, nothing on disk unless asked. */
export async function startCli(dir: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<RunningCli> {
  const child = spawn(process.execPath, [`${root}packages/cli/dist/main.js`, 'dev', dir, '--port', '0', '--aws-port', '0', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test that fails before it stops the command must not leave it running.
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const lines: CliLine[] = [];
  const waiting = new Set<(line: CliLine) => void>();
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts.filter(Boolean)) {
      const line = JSON.parse(part) as CliLine;
      lines.push(line);
      for (const tell of waiting) tell(line);
    }
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));

  const line = (accepts: (line: CliLine) => boolean): Promise<CliLine> => {
    const past = lines.find(accepts);
    if (past) return Promise.resolve(past);
    return new Promise((resolve, reject) => {
      const tell = (it: CliLine): void => {
        if (!accepts(it)) return;
        waiting.delete(tell);
        resolve(it);
      };
      waiting.add(tell);
      exited.then(
        (code) =>
          reject(
            new Error(
              `gatewright ended with ${code} before the line came.\n${lines.map((it) => JSON.stringify(it)).join('\n')}\n${errors}`,
            ),
          ),
        reject,
      );
    });
  };
  const ready = await line((it) => it.type === 'ready');
  return {
    url: String(ready.url),
    awsUrl: String(ready.awsUrl),
    ready,
    lines,
    process: child,
    line,
    stop() {
      child.kill('SIGINT');
      return exited;
    },
  };
}

export interface FinishedCli {
  readonly code: number | null;
  readonly lines: readonly CliLine[];
  readonly stderr: string;
}

/** Runs a command that ends by itself. */
export function runCli(args: readonly string[], cwd: string = root): Promise<FinishedCli> {
  const child = spawn(process.execPath, [`${root}packages/cli/dist/main.js`, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve) => {
    child.once('close', (code) => {
      const lines = stdout
        .split('\n')
        .filter((it) => it.startsWith('{'))
        .map((it) => JSON.parse(it) as CliLine);
      resolve({ code, lines, stderr });
    });
  });
}
