import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';

export interface CrashOptions<Findings> {
  readonly kills: number;
  /** The package's folder, from where the writer finds the store's library. */
  readonly engineFolder: string;
  /** A script that writes to the folder it is given, prints `ready`, and the number of each write once it is acknowledged. */
  readonly writer: string;
  /** Killed after a random number of acknowledged writes up to this one. */
  readonly writesMax: number;
  /** Holds what is left against the numbers that were acknowledged. */
  inspect(store: Store, acknowledged: ReadonlySet<number>): Promise<Findings>;
}

export interface CrashReport<Findings> {
  readonly kills: number;
  readonly acknowledged: number;
  readonly findings: Findings;
}

/** Kills (-9) a writing process again and again, on one and the same folder. */
export async function crash<Findings>(options: CrashOptions<Findings>): Promise<CrashReport<Findings>> {
  const { kills, writesMax, inspect } = options;
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-crash-'));
  const script = await bundle(options);
  const acknowledged = new Set<number>();
  try {
    for (let kill = 0; kill < kills; kill++) await writeAndKill(script, folder, acknowledged, 1 + Math.floor(Math.random() * writesMax));
    const store = openStore(folder);
    try {
      return { kills, acknowledged: acknowledged.size, findings: await inspect(store, acknowledged) };
    } finally {
      await store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(script, { force: true });
  }
}

/** The writer as plain JavaScript. */
async function bundle({ engineFolder, writer }: { readonly engineFolder: string; readonly writer: string }): Promise<string> {
  const folder = join(engineFolder, 'dist');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${writer.replaceAll(/\W/g, '-')}-${process.pid}.mjs`);
  await build({
    entryPoints: [join(engineFolder, writer)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['lmdb'],
    conditions: ['source'],
  });
  return outfile;
}

async function writeAndKill(script: string, folder: string, acknowledged: Set<number>, after: number): Promise<void> {
  const child: ChildProcess = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const { stdout } = child;
  if (!stdout) throw new Error('The writer has no output.');
  let count = 0;
  const lines = createInterface({ input: stdout });
  lines.on('line', (line) => {
    if (line !== 'ready') acknowledged.add(Number(line));
    count += 1;
    if (count === after) child.kill('SIGKILL');
  });
  await Promise.all([once(child, 'exit'), once(lines, 'close')]);
}
