import { readFileSync } from 'node:fs';

/** How /proc/net/tcp numbers the state of an open connection. */
const established = '01';

/**
 * Whether somebody debugs a process. Node says on stderr where its inspector listens and that a debugger has come, and nothing when it
 * leaves; but its connection is then gone. Only Linux tells of connections; elsewhere who has come is taken to stay.
 */
export class DebuggerPresence {
  #port: number | undefined;
  #came = false;

  /** What the process writes to stderr. */
  read(text: string): void {
    const port = /Debugger listening on ws:\/\/[^/\s]+:(\d+)\//.exec(text)?.[1];
    if (port !== undefined) this.#port = Number(port);
    this.#came ||= text.includes('Debugger attached.');
  }

  isThere(): boolean {
    this.#came &&= this.#port === undefined || hasConnection(this.#port);
    return this.#came;
  }

  /** The process is gone. */
  reset(): void {
    this.#port = undefined;
    this.#came = false;
  }
}

/** Whether somebody is connected to a port of 127.0.0.1. */
function hasConnection(port: number): boolean {
  if (process.platform !== 'linux') return true;
  const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  try {
    // `SLOT: LOCAL REMOTE STATE ...`
    const rows = readFileSync('/proc/net/tcp', 'latin1').split('\n');
    return rows.some((row) => {
      const [, from, , state] = row.trim().split(/\s+/);
      return from === local && state === established;
    });
  } catch {
    return true;
  }
}
