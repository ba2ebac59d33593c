import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const hello = 'benchmarks/fixtures/hello';

/** A server under test: how it is started, and where it answers. */
export interface Contestant {
  readonly name: string;
  /** Undefined when it is not installed. */
  readonly command: ((port: number, folder: string, reloading: boolean) => readonly string[]) | undefined;
  readonly path: string;
}

const offline = 'benchmarks/peers/node_modules/.bin/osls';

/** Peers and floors for one proxied GET with a path parameter. */
export const contestants: readonly Contestant[] = [
  {
    name: 'gatewright',
    command: (port, folder) => [
      process.execPath,
      'packages/cli/dist/main.js',
      'dev',
      folder,
      '--port',
      String(port),
      '--aws-port',
      '0',
      '--memory',
    ],
    path: '/users/1',
  },
  {
    name: 'serverless-offline',
    command: existsSync(offline)
      ? (port, _folder, reloading) => [
          offline,
          'offline',
          'start',
          '--config',
          'serverless-offline.yml',
          '--httpPort',
          String(port),
          '--lambdaPort',
          String(port + 1),
          ...(reloading ? ['--reloadHandler'] : []),
        ]
      : undefined,
    path: '/users/1',
  },
  {
    name: 'floor: node:http + one child over a pipe',
    command: (port) => [process.execPath, 'benchmarks/fixtures/floor-child.mjs', String(port)],
    path: '/users/1',
  },
  {
    name: 'floor: bare node:http',
    command: (port) => [process.execPath, 'benchmarks/fixtures/floor-http.mjs', String(port)],
    path: '/users/1',
  },
];

export interface Running {
  readonly url: string;
  readonly process: ChildProcess;
  /** From the command to its first 200. */
  readonly firstAnswerMs: number;
  stop(): Promise<void>;
}

export interface StartOptions {
  /** The project to serve. */
  readonly folder?: string;
  /** True when files will be saved while it runs: a peer that reloads only when asked is asked. */
  readonly reloading?: boolean;
}

export async function startContestant(
  contestant: Contestant,
  { folder = hello, reloading = false }: StartOptions = {},
): Promise<Running | undefined> {
  if (!contestant.command) return undefined;
  const port = await freePort();
  const [file = '', ...args] = contestant.command(port, folder, reloading);
  const startedAt = performance.now();
  const isOffline = contestant.name === 'serverless-offline';
  const child = spawn(isOffline ? join(process.cwd(), file) : file, args, {
    stdio: 'ignore',
    ...(isOffline && {
      cwd: folder,
      env: { ...process.env, SLS_TELEMETRY_DISABLED: '1', NODE_PATH: join(process.cwd(), 'benchmarks/peers/node_modules') },
    }),
  });
  const url = `http://127.0.0.1:${port}${contestant.path}`;
  await untilAnswered(url, child).catch((error: unknown) => {
    child.kill();
    throw error;
  });
  return {
    url,
    process: child,
    firstAnswerMs: performance.now() - startedAt,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGINT');
      }),
  };
}

async function untilAnswered(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server of ${url} ended with ${child.exitCode}.`);
    const status = await fetch(url).then(
      async (it) => {
        await it.text();
        return it.status;
      },
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Memory of a process and all below it, in MiB: their proportional set size, so that pages they share count once. */
export function memoryMib(pid: number): number {
  let kib = 0;
  const visit = (id: number): void => {
    const rollup = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
    kib += Number(/Pss:\s+(\d+)/.exec(rollup)?.[1] ?? 0);
    const children = readFileSync(`/proc/${id}/task/${id}/children`, 'utf8').trim();
    for (const child of children.split(' ').filter(Boolean)) visit(Number(child));
  };
  visit(pid);
  return kib / 1024;
}

/** Processor time that a process has used so far, its own and the system's for it. */
export function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  // Linux counts in hundredths of a second.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
