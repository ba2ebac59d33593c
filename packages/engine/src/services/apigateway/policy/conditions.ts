import { ipRange } from './ip-range.ts';
import { PolicyError } from './policy-error.ts';
import { fillVariables, type PolicyContext } from './variables.ts';
import { matchesWildcards } from './wildcards.ts';

/** One operator of a statement with one key: all of a statement's must hold. */
export interface Condition {
  readonly key: string;
  holds(context: PolicyContext): boolean;
}

type Test = (actual: string, wanted: string) => boolean;

/** Operators without their negations. @source "IAM JSON policy elements: Condition operators" */
const operators: { readonly [name: string]: Test } = {
  stringequals: (actual, wanted) => actual === wanted,
  stringequalsignorecase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  stringlike: (actual, wanted) => matchesWildcards(wanted, actual),
  arnequals: (actual, wanted) => matchesWildcards(wanted, actual),
  arnlike: (actual, wanted) => matchesWildcards(wanted, actual),
  binaryequals: (actual, wanted) => actual === wanted,
  bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  ipaddress: (actual, wanted) => actual === wanted,
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
 * Reads a statement's Condition.
 * @param knowsVariables policies of version 2012-10-17 may write `${aws:PrincipalArn}`
 * @throws PolicyError for an operator or a value IAM does not have
 */
export function parseConditions(condition: unknown, knowsVariables: boolean): readonly Condition[] {
  if (condition === undefined || condition === null) return [];
  if (typeof condition !== 'object') throw new PolicyError('a Condition is not an object');
  return Object.entries(condition).flatMap(([operator, keys]) => {
    if (typeof keys !== 'object' || keys === null) throw new PolicyError(`the condition ${operator} is not an object`);
    return Object.entries(keys).map(([key, wanted]) =>
      conditionOf(operator, key.toLowerCase(), [wanted].flat().map(String), knowsVariables),
    );
  });
}

/** One whose key the request does not have fails, but for negated operators, those that end in IfExists, and ForAllValues. */
function conditionOf(operator: string, key: string, wanted: readonly string[], knowsVariables: boolean): Condition {
  const [, quantifier, name = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)$/i.exec(operator.replace(/IfExists$/i, '')) ?? [];
  const lower = name.toLowerCase();
  if (lower === 'null') {
    return { key, holds: (context) => wanted.some((it) => (it.toLowerCase() === 'true') === !context.has(key)) };
  }
  const negated = negations[lower];
  const test = operators[negated ?? lower];
  if (!test) throw new PolicyError(`"${operator}" is no condition operator`);
  // Read now, so that a block that is none is refused with the policy, and not passed over with each request.
  const ranges = (negated ?? lower) === 'ipaddress' ? wanted.map((it) => ipRange(it)) : undefined;
  const ifMissing =
    quantifier?.toLowerCase() === 'forallvalues' || /IfExists$/i.test(operator) || (negated !== undefined && quantifier === undefined);
  return {
    key,
    holds(context) {
      const actual = context.get(key);
      if (actual === undefined) return ifMissing;
      const matches = (it: string): boolean => {
        const filled = knowsVariables ? fillVariables(it, context) : it;
        return filled !== undefined && test(actual, filled);
      };
      const matched = ranges ? ranges.some((range) => range(actual)) : wanted.some(matches);
      return negated === undefined ? matched : !matched;
    },
  };
}

/** Milliseconds; ISO dates and seconds since 1970 alike. */
function timeOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
