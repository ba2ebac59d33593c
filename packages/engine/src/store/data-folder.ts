import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../world/setup-error.ts';

/** The layout of keys and values. It grows with every change that an older version could not read. */
const formatVersion = 1;

/** Who holds a folder. `startedAt` tells a process from a later one that was given the same id. */
interface Holder {
  readonly pid: number;
  readonly startedAt: string;
}

/**
 * Takes a data folder for this process, creating it when it is missing.
 *
 * @returns a function that gives it back
 * @throws SetupError DATA_FOLDER_UNUSABLE, DATA_FOLDER_NEWER, DATA_FOLDER_LOCKED
 */
export function takeDataFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true });
    checkFormat(folder);
    return lock(folder);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      'DATA_FOLDER_UNUSABLE',
      `The data folder ${folder} can not be used: ${reason}`,
      'Make it a folder that you may write to, choose another one with --data, or run with --memory.',
      { cause: error },
    );
  }
}

function checkFormat(folder: string): void {
  const file = join(folder, 'format.json');
  const text = readIfPresent(file);
  if (text === undefined) {
    writeFileSync(file, `${JSON.stringify({ format: formatVersion })}\n`);
    return;
  }
  const found = readFormat(text);
  if (found === undefined) {
    throw new SetupError(
      'DATA_FOLDER_UNUSABLE',
      `${file} does not say which format the data has.`,
      'Choose another folder with --data, or move this one away to start with empty tables.',
    );
  }
  if (found > formatVersion) {
    throw new SetupError(
      'DATA_FOLDER_NEWER',
      `The data in ${folder} has format ${found}; this version reads formats up to ${formatVersion}.`,
      'Install the newer gatewright that wrote it, or choose another folder with --data. Nothing was changed.',
    );
  }
}

function readFormat(text: string): number | undefined {
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content === 'object' && content !== null && 'format' in content && typeof content.format === 'number') return content.format;
  } catch {
    // Not JSON: as unreadable as JSON without a format.
  }
  return undefined;
}

function lock(folder: string): () => void {
  const file = join(folder, 'lock');
  const mine = JSON.stringify({ pid: process.pid, startedAt: startOf('self') ?? '' });
  const claim = join(folder, `lock.${process.pid}.${process.hrtime.bigint()}`);
  writeFileSync(claim, mine);
  try {
    // linkSync either makes the whole lock or fails: there is no moment when it exists and is empty.
    while (!linked(claim, file)) {
      const text = readIfPresent(file);
      if (text === undefined) continue;
      const holder = readHolder(text);
      if (holder && isRunning(holder)) throw lockedBy(folder, holder);
      takeAwayStaleLock(file, text, claim);
    }
  } finally {
    rmSync(claim, { force: true });
  }
  return () => {
    if (readIfPresent(file) === mine) rmSync(file, { force: true });
  };
}

function lockedBy(folder: string, { pid }: Holder): SetupError {
  return new SetupError(
    'DATA_FOLDER_LOCKED',
    `The data folder ${folder} is in use by ${pid === process.pid ? 'this process' : `process ${pid}`}.`,
    'Stop that one first, choose another folder with --data, or run with --memory.',
  );
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Another process may have replaced the stale lock by its own since we read it; then its lock is put back. */
function takeAwayStaleLock(file: string, text: string, claim: string): void {
  const aside = `${claim}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  if (readIfPresent(aside) !== text) linked(aside, file);
  rmSync(aside, { force: true });
}

function readHolder(text: string): Holder | undefined {
  const match = /^\{"pid":(\d+),"startedAt":"([^"]*)"\}$/.exec(text);
  return match ? { pid: Number(match[1]), startedAt: match[2] ?? '' } : undefined;
}

function isRunning({ pid, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    if (errorCode(error) !== 'EPERM') return false;
  }
  const start = startOf(pid);
  return start === undefined || startedAt === '' || start === startedAt;
}

/** When a process started, in ticks since the boot, where the system tells (Linux): field 22 of /proc/PID/stat. */
function startOf(pid: number | 'self'): string | undefined {
  const stat = readIfPresent(`/proc/${pid}/stat`);
  // The second field is the command in parentheses and may hold anything, spaces included.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

function readIfPresent(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ESRCH') return undefined;
    throw error;
  }
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
