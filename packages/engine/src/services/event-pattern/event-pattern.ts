import { isRecord } from '../../protocol/shape.ts';
import { InvalidPattern } from './invalid-pattern.ts';
import { compileRule, type Test } from './rules.ts';

/** A compiled pattern. */
export interface EventPattern {
  matches(event: unknown): boolean;
}

/** A pattern has no more levels: nothing deeper is read. */
const maximumDepth = 64;
/** Combinations of `$or` in one pattern. @source "Creating Amazon EventBridge event patterns", EventBridge user guide: 1,000 */
const maximumCombinations = 1000;

type Matcher = (value: unknown) => boolean;

/**
 * Reads a pattern of EventBridge, which Lambda's filters, pipes and SNS's filter policies have in common: exact values, prefix, suffix,
 * anything-but, numeric, exists, equals-ignore-case, wildcard, cidr, `$or`, nested.
 *
 * @throws InvalidPattern
 * @source "Comparison operators for use in event patterns", EventBridge user guide
 */
export function compilePattern(pattern: unknown): EventPattern {
  if (!isRecord(pattern)) throw new InvalidPattern('Filter is not an object');
  if (combinationsOf(pattern, 0) > maximumCombinations)
    throw new InvalidPattern(`Event pattern has more than ${maximumCombinations} combinations`);
  const matcher = compileObject(pattern, 0);
  return { matches: matcher };
}

/** @param text JSON @throws InvalidPattern */
export function parsePattern(text: string): EventPattern {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch (error) {
    throw new InvalidPattern(error instanceof Error ? error.message : String(error));
  }
  return compilePattern(pattern);
}

function compileObject(pattern: { readonly [field: string]: unknown }, depth: number): Matcher {
  if (depth > maximumDepth) throw new InvalidPattern('Event pattern is nested too deeply');
  const fields = Object.entries(pattern);
  if (fields.length === 0) throw new InvalidPattern(depth === 0 ? 'Event pattern is empty' : 'Empty objects are not allowed');
  const matchers = fields.map(([field, value]) => compileField(field, value, depth));
  return (value) => matchers.every((it) => it(value));
}

function compileField(field: string, value: unknown, depth: number): Matcher {
  if (field === '$or' && Array.isArray(value) && value.length >= 2 && value.every(isRecord)) {
    const branches = value.map((it) => compileObject(it, depth + 1));
    return (event) => branches.some((it) => it(event));
  }
  if (isRecord(value)) {
    const inner = compileObject(value, depth + 1);
    return (event) => members(event, field).some(inner) || (members(event, field).length === 0 && inner(undefined));
  }
  if (!Array.isArray(value)) throw new InvalidPattern(`"${field}" must be an object or an array`);
  if (value.length === 0) throw new InvalidPattern('Empty arrays are not allowed');
  const tests: readonly Test[] = value.map((it: unknown) => compileRule(it));
  return (event) => {
    const found = leaves(event, field);
    return tests.some((it) => (found.length === 0 ? it(undefined) : found.some(it)));
  };
}

/** The objects that a field holds: itself, or those of a list. */
function members(event: unknown, field: string): readonly unknown[] {
  if (Array.isArray(event)) return event.flatMap((it) => members(it, field));
  if (!isRecord(event) || !Object.hasOwn(event, field)) return [];
  const value = event[field];
  return Array.isArray(value) ? value.filter(isRecord) : [value];
}

/** The values that a field holds: of a list each. */
function leaves(event: unknown, field: string): readonly unknown[] {
  if (Array.isArray(event)) return event.flatMap((it) => leaves(it, field));
  if (!isRecord(event) || !Object.hasOwn(event, field)) return [];
  const value = event[field];
  // An object is no leaf: EventBridge looks for values only.
  if (Array.isArray(value)) return value.flat(maximumDepth).filter((it) => !isRecord(it));
  return isRecord(value) ? [] : [value];
}

function combinationsOf(pattern: unknown, depth: number): number {
  if (!isRecord(pattern) || depth > maximumDepth) return 1;
  let combinations = 1;
  for (const [field, value] of Object.entries(pattern)) {
    if (field === '$or' && Array.isArray(value)) combinations *= value.reduce((sum: number, it) => sum + combinationsOf(it, depth + 1), 0);
    else combinations *= combinationsOf(value, depth + 1);
  }
  return combinations;
}
