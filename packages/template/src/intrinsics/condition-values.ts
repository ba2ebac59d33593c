import type { Diagnostic } from '../diagnostic.ts';
import { placeOfMember } from '../places.ts';
import type { Value } from '../template.ts';
import { resolveCondition } from './resolve-value.ts';
import type { Scope } from './scope.ts';

type Conditions = { readonly [name: string]: Value };

/** Evaluates every condition of a template once, in whatever order they refer to each other. */
export function conditionValues(
  conditions: Conditions,
  partial: Omit<Scope, 'condition'>,
  report: (it: Diagnostic) => void,
): Scope['condition'] {
  const values = new Map<string, boolean>();
  const evaluating = new Set<string>();
  const condition = (name: string): boolean | undefined => {
    const known = values.get(name);
    if (known !== undefined || !Object.hasOwn(conditions, name)) return known;
    const at = placeOfMember(conditions, name);
    if (evaluating.has(name)) {
      const message = `Condition "${name}" depends on itself: ${[...evaluating, name].join(' -> ')}.`;
      report({ code: 'CIRCULAR_REFERENCE', severity: 'error', message, at });
      return false;
    }
    evaluating.add(name);
    const value = resolveCondition(conditions[name] ?? null, { ...partial, condition }, report, at);
    evaluating.delete(name);
    values.set(name, value);
    return value;
  };
  for (const name of Object.keys(conditions)) condition(name);
  return condition;
}
