import { readFileSync } from 'node:fs';

/** The memory that a process holds now, in MB; 0 where the system does not tell (only Linux does) or the process is gone. */
export function residentMb(pid: number): number {
  if (process.platform !== 'linux') return 0;
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1024;
  } catch {
    // It ended between two looks.
    return 0;
  }
}
