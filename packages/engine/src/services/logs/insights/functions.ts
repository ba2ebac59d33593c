import { isIP, isIPv4, isIPv6 } from 'node:net';
import { compareValues, numberOf, type Value } from './value.ts';

/** A function of values: how many it takes at least and at most, and what it makes of them. */
export interface QueryFunction {
  readonly arity: readonly [number, number];
  run(values: readonly Value[]): Value;
}

const numeric = (run: (value: number, ...more: readonly number[]) => number): QueryFunction['run'] => {
  return (values) => {
    const numbers = values.map(numberOf);
    const [first, ...more] = numbers;
    if (first === undefined || more.includes(undefined)) return undefined;
    const result = run(first, ...more.filter((it) => it !== undefined));
    return Number.isFinite(result) ? result : undefined;
  };
};
const textual = (run: (text: string, ...more: readonly string[]) => Value): QueryFunction['run'] => {
  return ([first, ...more]) => (first === undefined ? undefined : run(String(first), ...more.map((it) => String(it ?? ''))));
};
const anyNumber = Number.POSITIVE_INFINITY;
const trimmed = (text: string, characters: string | undefined, where: 'start' | 'end'): string => {
  if (characters === undefined) return where === 'start' ? text.trimStart() : text.trimEnd();
  let [from, to] = [0, text.length];
  if (where === 'start') while (from < to && characters.includes(text[from] ?? '')) from += 1;
  else while (to > from && characters.includes(text[to - 1] ?? '')) to -= 1;
  return text.slice(from, to);
};

/** By their names in lower case. @source "Functions", CloudWatch Logs Insights query syntax, Amazon CloudWatch Logs user guide */
export const functions: { readonly [name: string]: QueryFunction } = {
  abs: { arity: [1, 1], run: numeric(Math.abs) },
  ceil: { arity: [1, 1], run: numeric(Math.ceil) },
  floor: { arity: [1, 1], run: numeric(Math.floor) },
  greatest: { arity: [1, anyNumber], run: (values) => values.toSorted(compareValues).findLast((it) => it !== undefined) },
  least: { arity: [1, anyNumber], run: (values) => values.toSorted(compareValues)[0] },
  log: { arity: [1, 1], run: numeric(Math.log) },
  sqrt: { arity: [1, 1], run: numeric(Math.sqrt) },
  ispresent: { arity: [1, 1], run: ([value]) => value !== undefined },
  coalesce: { arity: [1, anyNumber], run: (values) => values.find((it) => it !== undefined) },
  isempty: { arity: [1, 1], run: ([value]) => value === undefined || value === '' },
  isblank: { arity: [1, 1], run: ([value]) => value === undefined || String(value).trim() === '' },
  concat: { arity: [1, anyNumber], run: (values) => values.map((it) => it ?? '').join('') },
  ltrim: { arity: [1, 2], run: textual((text, characters) => trimmed(text, characters, 'start')) },
  rtrim: { arity: [1, 2], run: textual((text, characters) => trimmed(text, characters, 'end')) },
  trim: { arity: [1, 2], run: textual((text, characters) => trimmed(trimmed(text, characters, 'start'), characters, 'end')) },
  strlen: { arity: [1, 1], run: textual((text) => [...text].length) },
  toupper: { arity: [1, 1], run: textual((text) => text.toUpperCase()) },
  tolower: { arity: [1, 1], run: textual((text) => text.toLowerCase()) },
  substr: {
    arity: [2, 3],
    run: textual((text, start, length) => text.slice(Number(start), length === undefined ? undefined : Number(start) + Number(length))),
  },
  replace: { arity: [3, 3], run: textual((text, search, by) => (search ? text.replaceAll(search, () => by ?? '') : text)) },
  strcontains: { arity: [2, 2], run: textual((text, search) => (text.includes(search ?? '') ? 1 : 0)) },
  frommillis: { arity: [1, 1], run: numeric((ms) => ms) },
  tomillis: { arity: [1, 1], run: numeric((ms) => ms) },
  isvalidip: { arity: [1, 1], run: textual((text) => isIP(text) !== 0) },
  isvalidipv4: { arity: [1, 1], run: textual(isIPv4) },
  isvalidipv6: { arity: [1, 1], run: textual(isIPv6) },
};
