import { compileWildcard } from '../../event-pattern/wildcard.ts';
import { PatternError } from './pattern-error.ts';
import { compileRegex } from './regex.ts';

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** Whether a value is what a pattern asks for. Values are texts, or JSON's numbers and booleans. */
export type Comparison = (value: unknown) => boolean;

const numeric = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** @param quoted the right side stood in quotes, so that it is text whatever it looks like @throws PatternError */
export function compare(operator: Operator, right: string, quoted: boolean): Comparison {
  if (!quoted && right.startsWith('%')) return byRegex(operator, right.slice(1, -1));
  if (!quoted && numeric.test(right)) return byNumber(operator, Number(right));
  if (operator !== '=' && operator !== '!=') throw new PatternError(`${operator} compares numbers, not ${right}`);
  // Texts are told from numbers by their look: "404" equals the number 404.
  const matches = right.includes('*')
    ? compileWildcard(right.replaceAll('\\', '\\\\').replaceAll(/\*+/g, '*'))
    : (text: string) => text === right;
  return (value) => isScalar(value) && matches(String(value)) === (operator === '=');
}

function byRegex(operator: Operator, source: string): Comparison {
  if (operator !== '=' && operator !== '!=') throw new PatternError(`${operator} compares numbers, not regular expressions`);
  const regex = compileRegex(source);
  return (value) => isScalar(value) && regex.test(String(value)) === (operator === '=');
}

function byNumber(operator: Operator, right: number): Comparison {
  return (value) => {
    const left = typeof value === 'number' ? value : typeof value === 'string' && numeric.test(value.trim()) ? Number(value) : undefined;
    if (left === undefined) return operator === '!=' && isScalar(value);
    if (operator === '=') return left === right;
    if (operator === '!=') return left !== right;
    if (operator === '<') return left < right;
    if (operator === '<=') return left <= right;
    return operator === '>' ? left > right : left >= right;
  };
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
