import type { Value } from '../template.ts';

/** Fn::Or takes ten conditions at most. */
const most = 10;

/**
 * One condition that holds when any of the named does; more than ten are taken together in steps.
 *
 * @param name of the condition that is made; unused when there is only one to begin with
 * @returns the name of the condition to use
 */
export function combinedCondition(names: readonly string[], name: string, conditions: Map<string, Value>): string {
  if (names.length === 1) return names[0] ?? name;
  let left = [...names];
  let steps = Math.ceil((left.length - 1) / (most - 1)) - 1;
  while (left.length > 1) {
    const step = steps > 0 ? `${name}${steps}` : name;
    steps -= 1;
    conditions.set(step, { 'Fn::Or': left.slice(0, most).map((it) => ({ Condition: it })) });
    left = [...left.slice(most), step];
  }
  return name;
}
