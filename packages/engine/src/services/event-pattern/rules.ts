import { isRecord } from '../../protocol/shape.ts';
import { compileCidr } from './cidr.ts';
import { InvalidPattern } from './invalid-pattern.ts';
import { compileWildcard } from './wildcard.ts';

/** One rule of a field's list. The value is undefined where the field is not there. */
export type Test = (value: unknown) => boolean;

/** By their names in a pattern. Each is given what stands behind the name. */
const rules: { readonly [name: string]: (given: unknown) => Test } = {
  prefix: (given) => textTest('prefix', given, (text, wanted) => text.startsWith(wanted)),
  suffix: (given) => textTest('suffix', given, (text, wanted) => text.endsWith(wanted)),
  'equals-ignore-case': (given) => {
    const wanted = textOf('equals-ignore-case', given).toLowerCase();
    return (value) => typeof value === 'string' && value.toLowerCase() === wanted;
  },
  wildcard: (given) => {
    const matches = compileWildcard(textOf('wildcard', given));
    return (value) => typeof value === 'string' && matches(value);
  },
  cidr: (given) => {
    const holds = compileCidr(textOf('cidr', given));
    return (value) => typeof value === 'string' && holds(value);
  },
  exists: (given) => {
    if (typeof given !== 'boolean') throw new InvalidPattern('exists match pattern must be either true or false.');
    return (value) => (value !== undefined) === given;
  },
  numeric: compileNumeric,
  'anything-but': compileAnythingBut,
};

/** @throws InvalidPattern */
export function compileRule(rule: unknown): Test {
  if (!isRecord(rule)) {
    if (Array.isArray(rule)) throw new InvalidPattern('Match value must be String, number, true, false, or null');
    return (value) => value === rule;
  }
  const names = Object.keys(rule);
  const [name = ''] = names;
  if (names.length !== 1) throw new InvalidPattern('Only one key allowed in match expression');
  const compile = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (!compile) throw new InvalidPattern(`Unrecognized match type ${name}`);
  return compile(rule[name]);
}

/** A text, or `{ "equals-ignore-case": text }` where case does not count. */
function textTest(name: string, given: unknown, holds: (text: string, wanted: string) => boolean): Test {
  if (isRecord(given) && Object.keys(given).length === 1 && 'equals-ignore-case' in given) {
    const wanted = textOf(name, given['equals-ignore-case']).toLowerCase();
    return (value) => typeof value === 'string' && holds(value.toLowerCase(), wanted);
  }
  const wanted = textOf(name, given);
  return (value) => typeof value === 'string' && holds(value, wanted);
}

function textOf(name: string, given: unknown): string {
  if (typeof given !== 'string') throw new InvalidPattern(`${name} match pattern must be a string`);
  return given;
}

/** A value or a list of them, or a rule on texts with one or several. A field that is not there is no value, and matches nothing. */
function compileAnythingBut(given: unknown): Test {
  if (isRecord(given)) {
    const [name = ''] = Object.keys(given);
    if (!['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(name))
      throw new InvalidPattern(`Unsupported anything-but pattern: ${name}`);
    const wanted: unknown = given[name];
    const refused = (Array.isArray(wanted) ? wanted : [wanted]).map((it: unknown) => compileRule({ [name]: it }));
    return (value) => value !== undefined && !refused.some((it) => it(value));
  }
  const refused: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (refused.length === 0) throw new InvalidPattern('Empty arrays are not allowed');
  if (!refused.every((it) => typeof it === 'string' || typeof it === 'number'))
    throw new InvalidPattern('Inside anything but list, either all values are number or string, mixed type is not supported');
  const values: ReadonlySet<unknown> = new Set(refused);
  return (value) => value !== undefined && !values.has(value);
}

const comparisons: { readonly [operator: string]: (value: number, limit: number) => boolean } = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

/** `["=", 5]`, or a range such as `[">", 0, "<=", 5]`. */
function compileNumeric(given: unknown): Test {
  if (!Array.isArray(given)) throw new InvalidPattern('Value of numeric must be an array.');
  const parts: readonly unknown[] = given;
  if (parts.length === 0) throw new InvalidPattern('Invalid member in numeric match: ]');
  if (parts.length % 2 === 1) throw new InvalidPattern('Value of > must be numeric');
  if (parts.length > 4) throw new InvalidPattern('Too many elements in numeric expression');
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const [operator, limit] = [parts[index], parts[index + 1]];
    const compare = typeof operator === 'string' && Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
    if (!compare) throw new InvalidPattern(`Unrecognized numeric range operator: ${String(operator)}`);
    if (typeof limit !== 'number' || Math.abs(limit) > 5_000_000_000)
      throw new InvalidPattern(`Value of ${String(operator)} must be numeric`);
    tests.push((value) => compare(value, limit));
  }
  const [first, second] = [parts[0], parts[2]];
  if (
    parts.length === 4 &&
    !(
      (String(first).startsWith('>') && String(second).startsWith('<')) ||
      (String(first).startsWith('<') && String(second).startsWith('>'))
    )
  )
    throw new InvalidPattern(`Bad numeric range operator: ${String(second)}`);
  return (value) => typeof value === 'number' && tests.every((it) => it(value));
}
