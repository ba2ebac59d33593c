import { readdirSync, readFileSync } from 'node:fs';

/** What an execution environment may run at once. @source "Lambda quotas", AWS Lambda developer guide: processes and threads */
export const maximumProcesses = 1024;

/** Counts what functions have started, where that may have become too much: only Linux tells. */
export class ProcessCensus {
  /** The least that the whole machine has run at once. */
  #least = Number.POSITIVE_INFINITY;

  /** Processes and threads, by the group they are in; undefined while the machine runs hardly more than it did before. */
  take(): ReadonlyMap<number, number> | undefined {
    const total = tasksOfMachine();
    this.#least = Math.min(this.#least, total);
    return total - this.#least > maximumProcesses ? tasksByGroup() : undefined;
  }
}

/** One small file, whatever the machine runs: `0.5 0.4 0.3 RUNNING/ALL LAST`. */
function tasksOfMachine(): number {
  if (process.platform !== 'linux') return 0;
  try {
    return Number(/\/(\d+) /.exec(readFileSync('/proc/loadavg', 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function tasksByGroup(): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // `PID (NAME) STATE PARENT GROUP ...`, with the number of threads in the twentieth place; a name may hold anything.
    const fields = statOf(name).split(') ').at(-1)?.split(' ') ?? [];
    const group = Number(fields[2]);
    counts.set(group, (counts.get(group) ?? 0) + Number(fields[17] ?? 0));
  }
  return counts;
}

function statOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    // It ended while we were counting.
    return '';
  }
}
