/** Reading costs about 10 microseconds. */
const readEveryMs = 100;

/** The most resident memory this process was seen to use. */
export class MemoryGauge {
  #largestKb = 0;
  #readAt = Number.NEGATIVE_INFINITY;

  /** @param now false after so short a time that memory cannot have grown much: then it is read only now and again */
  read(now: boolean): number {
    const time = performance.now();
    if (now || time - this.#readAt > readEveryMs) {
      this.#readAt = time;
      this.#largestKb = Math.max(this.#largestKb, Math.round(process.memoryUsage.rss() / 1024));
    }
    return this.#largestKb;
  }
}
