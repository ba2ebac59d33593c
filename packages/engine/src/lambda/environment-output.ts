import { logKinds } from './frames.ts';
import { maximumLogBytes } from './invocation-log.ts';
import type { InvocationRun } from './invocation-run.ts';

/** A line without an end is cut here. */
const maximumLineLength = 256 * 1024;

interface Finishing {
  readonly run: InvocationRun;
  readonly logBytes: number;
  readonly finish: () => void;
}

/** Sorts what a process writes to the invocations it belongs to, and holds a result back until all of its log has arrived. */
export class EnvironmentOutput {
  readonly #runningNow: () => readonly InvocationRun[];
  readonly #emitOutside: (line: string) => unknown;
  readonly #finishing: Finishing[] = [];
  #readBytes = 0;
  #ended = false;
  /** The last line of each source, while it has no end. */
  #partial = { written: '', direct: '' };
  /** Somebody writes past the console: what he wrote is read in the same turn of the event loop as the result, but perhaps after it. */
  #directSeen = false;
  #directCount = 0;
  /** What was said outside of invocations since the last one. */
  #outside = { bytes: 0, dropped: 0 };

  constructor(runningNow: () => readonly InvocationRun[], emitOutside: (line: string) => unknown) {
    this.#runningNow = runningNow;
    this.#emitOutside = emitOutside;
  }

  /** A process begins. @param directOnly it has no log channel: all it says comes from stdout and stderr themselves */
  begin(directOnly: boolean): void {
    this.#directSeen = directOnly;
    this.#readBytes = 0;
    this.#ended = false;
    this.#partial = { written: '', direct: '' };
  }

  /** All that the process wrote has been read. */
  end(): void {
    this.#ended = true;
    this.#settleFinished();
    this.#tellDropped();
  }

  /** A record of the log channel. */
  record(kind: number, sequence: number, text: string, frameBytes: number): void {
    this.#readBytes = (this.#readBytes + frameBytes) % 2 ** 32;
    const run = this.#find(sequence);
    if (kind === logKinds.event) this.#line(run, text);
    else this.#cut('written', run, text);
    if (this.#finishing.length > 0) this.#settleFinished();
  }

  /** Bytes from stdout or stderr themselves. */
  direct(text: string): void {
    this.#directSeen = true;
    this.#directCount += 1;
    this.#cut('direct', this.#runningNow()[0] ?? this.#finishing[0]?.run, text);
  }

  /** Calls `finish` when the log of `run` up to `logBytes` has been read. */
  whenComplete(run: InvocationRun, logBytes: number, finish: () => void): void {
    this.#finishing.push({ run, logBytes, finish });
    this.#tellDropped();
    if (this.#directSeen) this.#settleWhenQuiet();
    else this.#settleFinished();
  }

  /** What was written before the answer is in the pipe already: it is read in the next turns of the event loop, until one brings nothing. */
  #settleWhenQuiet(): void {
    const seen = this.#directCount;
    setImmediate(() => setImmediate(() => (seen === this.#directCount ? this.#settleFinished() : this.#settleWhenQuiet())));
  }

  /** What stands without a line end when its invocation is over is a line too. */
  flush(run: InvocationRun): void {
    for (const line of Object.values(this.#partial)) if (line !== '') run.log.line(line);
    this.#partial = { written: '', direct: '' };
  }

  #settleFinished(): void {
    for (let first = this.#finishing[0]; first && this.#isRead(first.logBytes); first = this.#finishing[0]) {
      this.#finishing.shift();
      this.flush(first.run);
      first.finish();
    }
  }

  /** Both count modulo 2^32. */
  #isRead(logBytes: number): boolean {
    return this.#ended || (this.#readBytes - logBytes + 2 ** 32) % 2 ** 32 < 2 ** 31;
  }

  #find(sequence: number): InvocationRun | undefined {
    const running = this.#runningNow();
    // Code that is loaded inside of an invocation writes for that one.
    if (sequence === 0) return running[0];
    return this.#finishing.find((it) => it.run.sequence === sequence)?.run ?? running.find((it) => it.sequence === sequence);
  }

  #cut(source: 'written' | 'direct', run: InvocationRun | undefined, text: string): void {
    const lines = (this.#partial[source] + text).split('\n');
    const rest = lines.pop() ?? '';
    for (const line of lines) this.#line(run, line);
    const tooLong = rest.length > maximumLineLength;
    if (tooLong) this.#line(run, rest);
    this.#partial[source] = tooLong ? '' : rest;
  }

  #line(run: InvocationRun | undefined, text: string): void {
    if (run) {
      run.log.line(text);
      return;
    }
    this.#outside.bytes += text.length;
    if (this.#outside.bytes <= maximumLogBytes) this.#emitOutside(text);
    else this.#outside.dropped += 1;
  }

  #tellDropped(): void {
    const { dropped } = this.#outside;
    this.#outside = { bytes: 0, dropped: 0 };
    if (dropped > 0)
      this.#emitOutside(`(gatewright left out ${dropped} more log lines from outside of invocations, after the first megabyte)`);
  }
}
