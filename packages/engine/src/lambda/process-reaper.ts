import { type ChildProcess, spawn } from 'node:child_process';

/** Reads `+PID` and `-PID`; when its input ends, kills what is left. Plain POSIX shell. */
const script = `trap '' INT TERM HUP
pids=' '
while IFS= read -r line; do
  id=\${line#?}
  case $line in
    +*) pids="$pids$id " ;;
    -*) pids="\${pids%% $id *} \${pids#* $id }" ;;
  esac
done
for id in $pids; do kill -9 -"$id" 2>/dev/null || kill -9 "$id" 2>/dev/null; done`;

/**
 * Sees to it that no function outlives an engine that was itself killed: a process that waits notices the closed connection, one that
 * spins in a loop cannot. A shell that only reads costs a megabyte. Windows has no such shell, and ends without it.
 */
export class ProcessReaper {
  #shell: ChildProcess | undefined;

  add(pid: number): void {
    this.#tell(`+${pid}\n`);
  }

  remove(pid: number): void {
    if (this.#shell) this.#tell(`-${pid}\n`);
  }

  stop(): void {
    this.#shell?.stdin?.end();
    this.#shell = undefined;
  }

  #tell(line: string): void {
    if (process.platform === 'win32') return;
    if (!this.#shell) {
      this.#shell = spawn('/bin/sh', ['-c', script], { env: {}, stdio: ['pipe', 'ignore', 'ignore'] });
      this.#shell.on('error', () => {});
      this.#shell.stdin?.on('error', () => {});
      this.#shell.unref();
    }
    this.#shell.stdin?.write(line);
  }
}
