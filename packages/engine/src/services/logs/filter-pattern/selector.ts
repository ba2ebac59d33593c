import type { ConditionParser } from './condition-parser.ts';

/** A member's name, a place in a list, or `*` for all of them. */
type Step = string | number | typeof any;
const any: unique symbol = Symbol('any');

/** `$.a.b[0].*` as its steps. */
export type Selector = readonly Step[];

const maximumSteps = 64;

/** @throws PatternError */
export function parseSelector(parser: ConditionParser): Selector {
  if (!parser.take('$')) throw parser.error();
  const steps: Step[] = [];
  for (;;) {
    if (steps.length > maximumSteps) throw parser.error();
    const place = parser.takeMatch(/\[(?:\d{1,9}|\*)\]/y);
    if (place !== undefined) {
      steps.push(place === '[*]' ? any : Number(place.slice(1, -1)));
    } else if (parser.take('.[') || parser.take('[')) {
      const name = parser.takeQuoted();
      if (name === undefined || !parser.take(']')) throw parser.error();
      steps.push(name);
    } else if (parser.take('.')) {
      const name = parser.takeQuoted() ?? parser.takeMatch(/\*|[^\s."'[\](){}=<>!&|,%]+/y);
      if (name === undefined) throw parser.error();
      steps.push(name === '*' ? any : name);
    } else break;
  }
  if (steps.length === 0) throw parser.error();
  return steps;
}

/** Every value there is at the selector. */
export function valuesAt(document: unknown, selector: Selector): readonly unknown[] {
  let found: readonly unknown[] = [document];
  for (const step of selector) found = found.flatMap((it) => membersOf(it, step));
  return found;
}

function membersOf(value: unknown, step: Step): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (step === any) return Object.values(value);
  if (typeof step === 'number') return Array.isArray(value) && step < value.length ? [value[step]] : [];
  if (Array.isArray(value) || !Object.hasOwn(value, step)) return [];
  return [Reflect.get(value, step)];
}

export function selectorText(selector: Selector): string {
  return `$${selector.map((step) => (typeof step === 'number' ? `[${step}]` : step === any ? '.*' : `.${step}`)).join('')}`;
}
