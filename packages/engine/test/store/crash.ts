import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { openStore } from '../../src/store/open-store.ts';

export interface CrashReport {
  readonly kills: number;
  readonly acknowledged: number;
  /** Numbers of pairs that were acknowledged and are not there, whole. */
  readonly lost: readonly number[];
  /** Numbers of pairs of which only one half is there. */
  readonly torn: readonly number[];
}

/** Kills (-9) a writing process `kills` times, each after a random number of acknowledged writes, on one and the same folder. */
export async function crash(kills: number, random: () => number = Math.random): Promise<CrashReport> {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-crash-'));
  const script = await bundle();
  const acknowledged = new Set<number>();
  try {
    for (let kill = 0; kill < kills; kill++) await writeAndKill(script, folder, acknowledged, 1 + Math.floor(random() * 300));
    return { kills, acknowledged: acknowledged.size, ...(await inspect(folder, acknowledged)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(script, { force: true });
  }
}

/** The writer as plain JavaScript, beside this package so that it finds the store's library. */
async function bundle(): Promise<string> {
  const folder = fileURLToPath(new URL('../../.gatewright/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `crash-writer-${process.pid}.mjs`);
  const entry = fileURLToPath(new URL('./crash-writer.ts', import.meta.url));
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', external: ['lmdb'] });
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

async function inspect(folder: string, acknowledged: ReadonlySet<number>): Promise<{ lost: number[]; torn: number[] }> {
  const store = openStore(folder);
  const lost: number[] = [];
  const torn: number[] = [];
  const present = (kind: string): Set<number> =>
    new Set(Array.from(store.keys({ start: Buffer.from(kind), end: Buffer.from(`${kind}~`) }), (key) => Number(String(key).slice(1))));
  const first = present('a');
  const second = present('b');
  for (const id of acknowledged) if (!first.has(id) || !second.has(id)) lost.push(id);
  for (const id of new Set([...first, ...second])) if (!first.has(id) || !second.has(id)) torn.push(id);
  await store.close();
  return { lost, torn };
}
