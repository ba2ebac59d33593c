import { isRecord } from '../../protocol/shape.ts';
import { type Dialect, eventBridge, type Test } from './dialect.ts';
import { InvalidPattern } from './invalid-pattern.ts';
import { PatternReader } from './reader.ts';
import { readRule } from './rules.ts';

/** A compiled pattern. */
export interface EventPattern {
  matches(event: unknown): boolean;
}

/** A pattern has no more levels: nothing deeper is read. */
const maximumDepth = 64;
/** Combinations of `$or` in one pattern. @source "Creating Amazon EventBridge event patterns", EventBridge user guide: 1,000 */
const maximumCombinations = 1000;

/** What one field of an event must be. */
interface Field {
  tests: readonly Test[] | undefined;
  readonly inner: Node;
}
interface Node {
  readonly fields: Map<string, Field>;
  /** One of each list must hold. */
  readonly choices: Node[][];
}

/**
 * Reads a pattern of EventBridge, which Lambda's filters, pipes and SNS's filter policies have in common: exact values, prefix, suffix,
 * anything-but, numeric, exists, equals-ignore-case, wildcard, cidr, `$or`, nested. Of a field that stands there twice the last one holds.
 *
 * @param text JSON
 * @throws InvalidPattern
 * @source "Comparison operators for use in event patterns", EventBridge user guide; refusals as EventBridge's own rule compiler words them
 */
export function parsePattern(text: string, dialect: Dialect = eventBridge): EventPattern {
  const reader = new PatternReader(text);
  if (reader.next() !== '{') throw reader.refusal('Filter is not an object');
  const root = readObject(reader, dialect, 0);
  if (combinationsOf(root) > maximumCombinations)
    throw new InvalidPattern(`Event pattern has more than ${maximumCombinations} combinations`);
  return { matches: (event) => holds(root, event) };
}

function readObject(reader: PatternReader, dialect: Dialect, depth: number): Node {
  if (depth > maximumDepth) throw reader.refusal('Event pattern is nested too deeply');
  const read = new Map<string, Node | readonly Test[]>();
  const choices: Node[][] = [];
  let empty = true;
  while (reader.next() !== '}') {
    empty = false;
    const name = reader.text();
    if (name === '$or' && isChoice(reader.fork())) {
      choices.push(readChoice(reader, dialect, depth));
      continue;
    }
    const kind = reader.next();
    if (kind === '{') read.set(name, readObject(reader, dialect, depth + 1));
    else if (kind === '[') read.set(name, readTests(reader, dialect));
    else throw reader.refusal(`"${name}" must be an object or an array`);
  }
  if (empty) throw reader.refusal('Empty objects are not allowed');
  const node: Node = { fields: new Map(), choices };
  for (const [name, it] of read) place(node, name, it);
  return node;
}

function readTests(reader: PatternReader, dialect: Dialect): readonly Test[] {
  const tests: Test[] = [];
  for (let kind = reader.next(); kind !== ']'; kind = reader.next()) tests.push(readRule(reader, kind, dialect));
  if (tests.length === 0) throw reader.refusal('Empty arrays are not allowed');
  return tests;
}

/** Whether `$or` is the operator and no field of that name: a list of two objects or more. */
function isChoice(reader: PatternReader): boolean {
  if (reader.next() !== '[') return false;
  let count = 0;
  for (let kind = reader.next(); kind !== ']'; kind = reader.next()) {
    if (kind !== '{') return false;
    reader.skip();
    count += 1;
  }
  return count >= 2;
}

function readChoice(reader: PatternReader, dialect: Dialect, depth: number): Node[] {
  const branches: Node[] = [];
  reader.next();
  while (reader.next() !== ']') branches.push(readObject(reader, dialect, depth + 1));
  return branches;
}

/** `a.b` is `b` within `a`. @source the patterns `dot_joining_pattern` and `dot_joining_event`, recorded on AWS by localstack, 2024-07-11 */
function place(node: Node, name: string, it: Node | readonly Test[]): void {
  const [first = '', ...rest] = name.split('.');
  const field: Field = node.fields.get(first) ?? { tests: undefined, inner: { fields: new Map(), choices: [] } };
  node.fields.set(first, field);
  if (rest.length > 0) place(field.inner, rest.join('.'), it);
  else if (isTests(it)) field.tests = it;
  else {
    for (const [inner, { tests, inner: deeper }] of it.fields) {
      if (tests) place(field.inner, inner, tests);
      if (!isEmpty(deeper)) place(field.inner, inner, deeper);
    }
    field.inner.choices.push(...it.choices);
  }
}

function isTests(it: Node | readonly Test[]): it is readonly Test[] {
  return Array.isArray(it);
}

function isEmpty({ fields, choices }: Node): boolean {
  return fields.size === 0 && choices.length === 0;
}

function holds(node: Node, event: unknown): boolean {
  for (const [name, { tests, inner }] of node.fields) {
    if (tests && !someHolds(tests, leaves(event, name))) return false;
    if (isEmpty(inner)) continue;
    const found = members(event, name);
    if (found.length === 0 ? !holds(inner, undefined) : !found.some((it) => holds(inner, it))) return false;
  }
  return node.choices.every((branches) => branches.some((it) => holds(it, event)));
}

function someHolds(tests: readonly Test[], found: readonly unknown[]): boolean {
  return tests.some((it) => (found.length === 0 ? it(undefined) : found.some(it)));
}

/** The objects that a field holds: itself, or those of a list; and what the names that go on from it with a dot make up. */
function members(event: unknown, field: string): readonly unknown[] {
  if (Array.isArray(event)) return event.flatMap((it) => members(it, field));
  if (!isRecord(event)) return [];
  const value = Object.hasOwn(event, field) ? event[field] : undefined;
  const own = Array.isArray(value) ? value.flat(maximumDepth).filter(isRecord) : value === undefined ? [] : [value];
  const dotted = Object.keys(event).filter((it) => it.startsWith(`${field}.`));
  return dotted.length === 0 ? own : [...own, Object.fromEntries(dotted.map((it) => [it.slice(field.length + 1), event[it]]))];
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

function combinationsOf({ fields, choices }: Node): number {
  const ofChoices = choices.reduce((product, branches) => product * branches.reduce((sum, it) => sum + combinationsOf(it), 0), 1);
  return [...fields.values()].reduce((product, { inner }) => product * combinationsOf(inner), ofChoices);
}
