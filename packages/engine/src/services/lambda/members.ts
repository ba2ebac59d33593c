import { integer, list, type NumberConstraints, type Shape, type StringConstraints, string } from '../../protocol/shape.ts';
import { dottedFunctionNamePattern, functionNamePattern } from './function-name.ts';

/** Members that many operations have, with AWS's constraints. @source AWS's own model of Lambda, as its SDKs carry it; answers recorded by localstack */

export const functionName: Shape<string> = string({ pattern: functionNamePattern, min: 1, max: 170 });
/** Of GetFunction. */
export const dottedFunctionName: Shape<string> = string({ pattern: dottedFunctionNamePattern, min: 1, max: 170 });
/** Of the operations that make a function and take it away. */
export const ownFunctionName: Shape<string> = string({ pattern: functionNamePattern, min: 1, max: 140 });
export const qualifier: Shape<string> = string({ pattern: '(|[a-zA-Z0-9$_-]+)', min: 1, max: 128 });
/** Of operations that take an alias alone. */
export const aliasQualifier: Shape<string> = string({ pattern: '((?!^\\d+$)^[0-9a-zA-Z-_]+$)', min: 1, max: 128 });
/** Of an alias's own name. */
export const aliasName: StringConstraints = { pattern: '(?!^[0-9]+$)([a-zA-Z0-9-_]+)', min: 1, max: 128 };
export const text: Shape<string> = string();

/** A whole number that a query, or a template's parameter, writes as text. */
export function number(constraints: NumberConstraints = {}): Shape<number> {
  const shape = integer(constraints);
  return { ...shape, read: (wire, inside) => shape.read(typeof wire === 'string' && /^-?\d+$/.test(wire) ? Number(wire) : wire, inside) };
}

/** The size of a page. */
export const maxItems = (max: number): Shape<number> => number({ min: 1, max });

/** A true or false that a template may write as text. */
export const flag: Shape<boolean> = {
  read: (wire) => wire === true || wire === 'true',
  check: () => undefined,
};

/** A list of one of a few words, whose refusal AWS puts on the list as a whole. */
export function wordList(
  values: readonly string[],
  { min = 0, max }: { readonly min?: number; readonly max?: number },
): Shape<readonly string[]> {
  return constrainedList(`enum value set: [${values.join(', ')}]`, (it) => values.includes(it), { min, max });
}

/** A list whose members' constraints AWS tells on the list as a whole: `Member must satisfy constraint: [Member must ...]`. */
export function constrainedList(
  constraint: string,
  holds: (value: string) => boolean,
  { min = 0, max }: { readonly min?: number | undefined; readonly max?: number | undefined } = {},
): Shape<readonly string[]> {
  const shape = list(string());
  return {
    read: (wire, inside) => shape.read(typeof wire === 'string' ? [wire] : wire, inside),
    check(value, path, problems) {
      const problem = (what: string): unknown =>
        problems.push(`Value '[${value.join(', ')}]' at '${path}' failed to satisfy constraint: Member must ${what}`);
      if (value.length < min) problem(`have length greater than or equal to ${min}`);
      if (max !== undefined && value.length > max) problem(`have length less than or equal to ${max}`);
      if (!value.every(holds)) problem(`satisfy constraint: [Member must satisfy ${constraint}, Member must not be null]`);
    },
  };
}
