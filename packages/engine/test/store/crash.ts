import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
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

/**
 * Kills (-9) a writing process `kills` times, each after a random number of acknowledged writes, on one and the same folder.
 *
 * @param engineFolder the package's folder, from where the writer finds the store's library
 */
export async function crash(kills: number, engineFolder: string): Promise<CrashReport> {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-crash-'));
  const script = await bundle(engineFolder);
  const acknowledged = new Set<number>();
  try {
    for (let kill = 0; kill < kills; kill++) await writeAndKill(script, folder, acknowledged, 1 + Math.floor(Math.random() * 300));
    return { kills, acknowledged: acknowledged.size, ...(await inspect(folder, acknowledged)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(script, { force: true });
  }
}

/** The writer as plain JavaScript. */
async function bundle(engineFolder: string): Promise<string> {
  const folder = join(engineFolder, '.gatewright');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `crash-writer-${process.pid}.mjs`);
  await build({
    entryPoints: [join(engineFolder, 'test/store/crash-writer.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['lmdb'],
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
