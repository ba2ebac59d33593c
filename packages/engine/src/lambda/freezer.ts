/** AWS freezes an environment once its invocation is over; here a moment later, so that a busy one is not stopped and started for nothing. */
const graceMs = 5;

/**
 * Freezes an environment's processes while they have no invocation: what they left running, a timer or a request, goes on with the next one.
 * @source "Understanding the Lambda execution environment lifecycle", AWS Lambda developer guide
 */
export class Freezer {
  readonly #pid: () => number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #idle = false;
  #frozen = false;

  /** @param pid the leader of the group to freeze; undefined when there is none, or when it must not be stopped */
  constructor(pid: () => number | undefined) {
    this.#pid = pid;
  }

  /** Its invocation is over. */
  idle(): void {
    if (process.platform === 'win32') return;
    this.#idle = true;
    this.#timer ??= setTimeout(() => this.#freeze(), graceMs).unref();
    this.#timer.refresh();
  }

  /** It gets an invocation. */
  thaw(): void {
    this.#idle = false;
    if (!this.#frozen) return;
    this.#frozen = false;
    this.#signal('SIGCONT');
  }

  /** Its process has ended. */
  reset(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#idle = false;
    this.#frozen = false;
  }

  #freeze(): void {
    if (!this.#idle || this.#frozen) return;
    this.#frozen = this.#signal('SIGSTOP');
  }

  #signal(signal: NodeJS.Signals): boolean {
    const pid = this.#pid();
    if (pid === undefined) return false;
    try {
      return process.kill(-pid, signal);
    } catch {
      // It ended meanwhile.
      return false;
    }
  }
}
