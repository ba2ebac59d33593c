import { isInSubnet } from './ip-address.ts';
import { PolicyError } from './policy-error.ts';
import { matchesWildcards } from './wildcards.ts';

type Test = (actual: string, wanted: string) => boolean;

/** Operators without their negations. @source "IAM JSON policy elements: Condition operators" */
const operators: { readonly [name: string]: Test } = {
  stringequals: (actual, wanted) => actual === wanted,
  stringequalsignorecase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  stringlike: (actual, wanted) => matchesWildcards(wanted, actual),
  arnequals: (actual, wanted) => matchesWildcards(wanted, actual),
  arnlike: (actual, wanted) => matchesWildcards(wanted, actual),
  bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  ipaddress: (actual, wanted) => isInSubnet(actual, wanted),
  numericequals: (actual, wanted) => Number(actual) === Number(wanted),
  numericlessthan: (actual, wanted) => Number(actual) < Number(wanted),
  numericlessthanequals: (actual, wanted) => Number(actual) <= Number(wanted),
  numericgreaterthan: (actual, wanted) => Number(actual) > Number(wanted),
  numericgreaterthanequals: (actual, wanted) => Number(actual) >= Number(wanted),
  dateequals: (actual, wanted) => timeOf(actual) === timeOf(wanted),
  datelessthan: (actual, wanted) => timeOf(actual) < timeOf(wanted),
  datelessthanequals: (actual, wanted) => timeOf(actual) <= timeOf(wanted),
  dategreaterthan: (actual, wanted) => timeOf(actual) > timeOf(wanted),
  dategreaterthanequals: (actual, wanted) => timeOf(actual) >= timeOf(wanted),
};

const negations: { readonly [name: string]: string } = {
  stringnotequals: 'stringequals',
  stringnotequalsignorecase: 'stringequalsignorecase',
  stringnotlike: 'stringlike',
  arnnotequals: 'arnequals',
  arnnotlike: 'arnlike',
  notipaddress: 'ipaddress',
  numericnotequals: 'numericequals',
  datenotequals: 'dateequals',
};

/**
 * Whether all of a statement's conditions hold. One whose key the request does not have fails, but for negated operators and those
 * that end in IfExists.
 * @throws PolicyError for an operator IAM does not have
 */
export function holds(condition: unknown, context: ReadonlyMap<string, string>): boolean {
  if (condition === undefined || condition === null) return true;
  if (typeof condition !== 'object') throw new PolicyError('a Condition is not an object');
  return Object.entries(condition).every(([written, keys]) => {
    if (typeof keys !== 'object' || keys === null) throw new PolicyError(`the condition ${written} is not an object`);
    return Object.entries(keys).every(([key, wanted]) => holdsOne(written, context.get(key.toLowerCase()), [wanted].flat().map(String)));
  });
}

function holdsOne(written: string, actual: string | undefined, wanted: readonly string[]): boolean {
  const ifExists = /IfExists$/i.test(written);
  const name = written
    .replace(/IfExists$/i, '')
    .replace(/^For(AllValues|AnyValue):/i, '')
    .toLowerCase();
  if (name === 'null') return wanted.some((it) => (it.toLowerCase() === 'true') === (actual === undefined));
  const negated = negations[name];
  const test = operators[negated ?? name];
  if (!test) throw new PolicyError(`"${written}" is no condition operator`);
  if (actual === undefined) return ifExists || negated !== undefined;
  const matched = wanted.some((it) => test(actual, it));
  return negated === undefined ? matched : !matched;
}

/** Milliseconds; ISO dates and seconds since 1970 alike. */
function timeOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
