import type { World } from '../../world/world.ts';
import type { Secret } from './secret.ts';

/** A timer of Node's is no longer than this. */
const longestMs = 2_000_000_000;

/** Calls back for each secret when it is to be rotated, for as long as the process runs. */
export class RotationClock {
  readonly #world: World;
  readonly #due: (name: string) => void;
  readonly #cancel = new Map<string, () => void>();

  constructor(world: World, due: (name: string) => void) {
    this.#world = world;
    this.#due = due;
  }

  /** Sets the secret's alarm, or takes it away when it is not to be rotated. */
  schedule({ name, rotation, deletedMs }: Pick<Secret, 'name' | 'rotation' | 'deletedMs'>): void {
    this.#cancel.get(name)?.();
    this.#cancel.delete(name);
    const at = rotation?.enabled && deletedMs === undefined ? rotation.nextMs : undefined;
    if (at === undefined) return;
    const delayMs = Math.max(0, at - this.#world.now());
    const ring = (): void => {
      if (delayMs > longestMs) this.schedule({ name, rotation, deletedMs });
      else this.#due(name);
    };
    this.#cancel.set(name, this.#world.after(Math.min(delayMs, longestMs), ring));
  }
}
