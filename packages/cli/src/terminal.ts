/** The world of a command: where it reads and prints. A test hands in its own. */
export interface Terminal {
  /** Writes one line of results to standard output. */
  out(line: string): void;
  /** Writes one line of everything else to standard error. */
  error(line: string): void;
  /** True when a person reads standard output: colours and pictures of words; otherwise JSON lines. */
  readonly interactive: boolean;
  readonly columns: number;
  readonly cwd: string;
  readonly env: { readonly [name: string]: string | undefined };
  /** Calls back at Ctrl-C and at SIGTERM; the answer stops listening. */
  onInterrupt(callback: () => void): () => void;
  /** Calls back for each key while a person is at the keyboard; the answer stops listening. */
  onKey(callback: (key: string) => void): () => void;
}

/** The terminal of a real run. */
export function createTerminal(): Terminal {
  const interactive = process.stdout.isTTY === true;
  const interruptions = new Set<() => void>();
  // The reader has seen enough, as `| head` has: a server stops as at Ctrl-C, anything else has nobody left to talk to.
  onClosedPipe(process.stdout, () => {
    if (interruptions.size === 0) process.exit();
    for (const interrupt of interruptions) interrupt();
  });
  onClosedPipe(process.stderr, () => {});
  return {
    out: batched(process.stdout),
    error: (line) => process.stderr.write(`${line}\n`),
    interactive,
    columns: process.stdout.columns ?? 100,
    cwd: process.cwd(),
    env: process.env,
    onInterrupt(callback) {
      const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
      for (const signal of signals) process.on(signal, callback);
      interruptions.add(callback);
      return () => {
        interruptions.delete(callback);
        for (const signal of signals) process.off(signal, callback);
      };
    },
    onKey(callback) {
      const { stdin } = process;
      if (!stdin.isTTY || !interactive) return () => {};
      const onData = (data: Buffer): void => callback(data.toString('utf8'));
      stdin.setRawMode(true);
      stdin.on('data', onData);
      stdin.resume();
      return () => {
        stdin.off('data', onData);
        stdin.setRawMode(false);
        stdin.pause();
      };
    },
  };
}

/** Within this time nobody sees that lines were held back. */
const heldBackMs = 8;
const heldBackLength = 64 * 1024;

/**
 * Writes the lines of a few milliseconds together: Node writes to a pipe or a file synchronously, and a busy API says several lines for
 * each request.
 */
function batched(stream: NodeJS.WriteStream): (line: string) => void {
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const text = waiting;
    waiting = '';
    if (text !== '' && !stream.destroyed) stream.write(text);
  };
  process.on('exit', flush);
  return (line) => {
    timer ??= setTimeout(flush, heldBackMs);
    waiting += `${line}\n`;
    if (waiting.length > heldBackLength) flush();
  };
}

/** Calls back once, at the first write that a closed pipe refuses; without a listener Node ends the process with a stack trace. */
function onClosedPipe(stream: NodeJS.WriteStream, callback: () => void): void {
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    if (!closed) callback();
    closed = true;
  });
}
