import type { Value } from '../template.ts';
import { type NewNames, rewriteNames } from './rewrite-names.ts';

/** So many values may one output stand for: outputs made of outputs grow with every step. */
const maximumNodeCount = 10_000;

export type Substituted = { readonly value: Value } | { readonly problem: 'circular' | 'too large' };

/** Answers, by a key of its own, what a value is once its names are rewritten; a value may be made of others that are asked for here. */
export function createSubstitutions(names: () => NewNames): (key: string, value: Value) => Substituted {
  const known = new Map<string, Substituted>();
  return (key, value) => {
    const before = known.get(key);
    if (before) return before;
    known.set(key, { problem: 'circular' });
    const rewritten = rewriteNames(value, names());
    const answer: Substituted = countUpTo(rewritten, maximumNodeCount) < maximumNodeCount ? { value: rewritten } : { problem: 'too large' };
    known.set(key, answer);
    return answer;
  };
}

/** The values in a value, itself included; counting ends at `most`. */
function countUpTo(value: Value, most: number): number {
  const left: Value[] = [value];
  let count = 0;
  for (let next = left.pop(); next !== undefined && count < most; next = left.pop()) {
    count += 1;
    if (typeof next === 'object' && next !== null) left.push(...Object.values(next));
  }
  return count;
}
