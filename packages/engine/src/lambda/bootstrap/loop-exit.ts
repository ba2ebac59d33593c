/** Runs what was last asked for when the event loop has nothing left to do. */
export class LoopExit {
  #onEmpty: (() => void) | undefined;

  constructor() {
    process.on('beforeExit', () => {
      const onEmpty = this.#onEmpty;
      this.#onEmpty = undefined;
      onEmpty?.();
    });
  }

  onEmpty(action: () => void): void {
    this.#onEmpty = action;
  }

  reset(): void {
    this.#onEmpty = undefined;
  }
}
