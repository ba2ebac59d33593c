import { readFileSync } from 'node:fs';

/** Shorter than this tells nothing. */
const leastMs = 5;

/** Tells whether a process computes or waits for something, by what the system counts; only Linux does. */
export class ProcessorWatch {
  #first: { readonly pid: number; readonly at: number; readonly busyMs: number } | undefined;

  /** The part of the time since the first look at this process in which it kept a processor busy, or waited for one; undefined until that is known. */
  share(pid: number | undefined, now: number): number | undefined {
    const busyMs = pid === undefined ? undefined : busyMsOf(pid);
    if (pid === undefined || busyMs === undefined) return undefined;
    const first = this.#first;
    if (first?.pid !== pid) {
      this.#first = { pid, at: now, busyMs };
      return undefined;
    }
    return now - first.at < leastMs ? undefined : (busyMs - first.busyMs) / (now - first.at);
  }
}

/** On a processor, and in the queue for one. */
function busyMsOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const [ran = '', waited = ''] = readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ');
    return (Number(ran) + Number(waited)) / 1e6;
  } catch {
    // It ended between two looks, or the kernel does not count.
    return undefined;
  }
}
