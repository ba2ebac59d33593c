import { Unresolved } from './unresolved.ts';

/** Looking for circles costs at most this many steps in all, so that a file of a hundred thousand references ends. */
const maximumStepCount = 20_000_000;

/** Which property waits for which, so that a circle is named instead of waited for. */
export class Dependencies {
  readonly #waitsFor = new Map<string, Set<string>>();
  #stepCount = 0;

  /**
   * Notes that `dependent` waits for `dependency`.
   *
   * @returns Serverless's sentence when that closes a circle
   */
  add(dependentPath: readonly string[], dependencyPath: readonly string[]): string | undefined {
    const dependent = dependentPath.join('\0');
    const dependency = dependencyPath.join('\0');
    if (dependent === dependency) return `Circular reference. "${named(dependent)}" refers to itself`;
    const circle = this.#circle(dependent, dependency);
    if (circle !== undefined) return `Circular reference among "${named(dependent)}" and "${named(circle)}" properties`;
    const known = this.#waitsFor.get(dependent) ?? new Set<string>();
    this.#waitsFor.set(dependent, known.add(dependency));
    return undefined;
  }

  /** The property reachable from `dependency` that waits for `dependent`. */
  #circle(dependent: string, dependency: string): string | undefined {
    const seen = new Set<string>();
    const stack = [dependency];
    for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
      if (seen.has(here)) continue;
      seen.add(here);
      this.#stepCount += 1;
      if (this.#stepCount > maximumStepCount)
        throw new Unresolved('The properties of this file refer to each other too often.', { code: 'TEMPLATE_TOO_LARGE' });
      const next = this.#waitsFor.get(here);
      if (!next) continue;
      if (next.has(dependent)) return here;
      stack.push(...[...next].reverse());
    }
    return undefined;
  }
}

function named(path: string): string {
  return path.replaceAll('\0', '.');
}
