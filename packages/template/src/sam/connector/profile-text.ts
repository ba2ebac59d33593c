import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';

/**
 * Puts values in for `%{Source.Arn}` and its like: alone it becomes the value, inside a text a variable of Fn::Sub.
 *
 * @returns undefined when a value that is needed is not known
 */
export function fillProfile(value: Value, known: ReadonlyMap<string, Value | undefined>): Value | undefined {
  if (Array.isArray(value)) {
    const list = value.map((it) => fillProfile(it, known));
    return list.every((it) => it !== undefined) ? list : undefined;
  }
  if (isMapping(value)) {
    const entries = Object.entries(value).map(([name, it]) => [name, fillProfile(it, known)] as const);
    const filled = entries.flatMap(([name, it]) => (it === undefined ? [] : [[name, it] as const]));
    return filled.length === entries.length ? Object.fromEntries(filled) : undefined;
  }
  return typeof value === 'string' ? fillText(value, known) : value;
}

function fillText(text: string, known: ReadonlyMap<string, Value | undefined>): Value | undefined {
  const names = [...text.matchAll(/%\{([^}]+)\}/g)].map(([, name = '']) => name);
  if (names.some((it) => (known.get(it) ?? null) === null)) return undefined;
  const [only] = names;
  if (only !== undefined && text === `%{${only}}`) return known.get(only);
  const variables = Object.fromEntries(names.map((it) => [variableOf(it), known.get(it) ?? null]));
  const sub = text.replace(/%\{([^}]+)\}/g, (_, name: string) => `\${${variableOf(name)}}`);
  if (names.length > 0) return { 'Fn::Sub': [sub, variables] };
  return /\$\{.+\}/.test(sub) ? { 'Fn::Sub': sub } : sub;
}

/** Fn::Sub takes letters and digits only. */
function variableOf(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '');
}
