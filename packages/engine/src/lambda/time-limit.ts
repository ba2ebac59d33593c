import type { World } from '../world/world.ts';

/** The one time limit that an environment is under at a time: of its initialisation or of its invocation. */
export class TimeLimit {
  readonly #world: World;
  /** While a debugger is attached nothing is too late: the developer reads. */
  readonly #suspended: () => boolean;
  #cancel: () => void = () => {};

  constructor(world: World, suspended: () => boolean) {
    this.#world = world;
    this.#suspended = suspended;
  }

  start(limitMs: number, onOver: () => void): void {
    this.#cancel();
    this.#cancel = this.#world.after(limitMs, () => {
      if (this.#suspended()) this.start(limitMs, onOver);
      else onOver();
    });
  }

  cancel(): void {
    this.#cancel();
  }
}
