import { aggregates } from './aggregates.ts';
import { functions } from './functions.ts';
import { isInSubnet, type Operator, operate } from './operators.ts';
import { parsePeriod } from './period.ts';
import { QueryError } from './query-error.ts';
import type { LogRecord } from './record.ts';
import type { Scanner } from './scanner.ts';
import type { Value } from './value.ts';

export interface Expression {
  /** As the query has it: the name of its column. */
  readonly text: string;
  readonly evaluate: (record: LogRecord) => Value;
  /** Its numbers are milliseconds since 1970 and shown as times. */
  readonly isTime: boolean;
}

/** One aggregation of a `stats` command; its result is read under `slot`. */
export interface Aggregation {
  readonly slot: string;
  readonly kind: string;
  readonly percent: number;
  /** Undefined of `count(*)`: every event counts. */
  readonly of: Expression | undefined;
}

export interface ExpressionContext {
  readonly scanner: Scanner;
  readonly nowMs: number;
  /** Names of fields that hold times. */
  readonly timeFields: ReadonlySet<string>;
  /** Takes the aggregations that are found; undefined where none may be. */
  readonly aggregations: Aggregation[] | undefined;
}

type Part = Omit<Expression, 'text'>;

const maximumDepth = 50;

/** @throws QueryError */
export function parseExpression(context: ExpressionContext): Expression {
  const { scanner } = context;
  const start = scanner.at;
  const part = binary(context, 0, 0);
  // What the scanner skips next is not part of the text.
  return { ...part, text: scanner.text.slice(start, scanner.at).trim() };
}

/** Weakest first. */
const levels: readonly (readonly Operator[])[] = [
  ['or'],
  ['and'],
  ['!=', '<=', '>=', '==', '=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
  ['^'],
];
const notLevel = 2;

function binary(context: ExpressionContext, level: number, depth: number): Part {
  const { scanner } = context;
  if (depth > maximumDepth) throw new QueryError('the expression is nested too deep', scanner.at);
  const operators = levels[level];
  if (!operators) return unary(context, depth);
  if (level === notLevel && scanner.takeWord('not')) {
    const inner = binary(context, level, depth + 1);
    return { isTime: false, evaluate: (record) => !isTrue(inner.evaluate(record)) };
  }
  let left = binary(context, level + 1, depth);
  for (;;) {
    const special = level === notLevel ? membership(context, left, depth) : undefined;
    const operator = special ? undefined : operators.find((it) => (/\w/.test(it) ? scanner.takeWord(it) : scanner.take(it)));
    if (!special && operator === undefined) return left;
    if (operator !== undefined) {
      const [one, other] = [left, binary(context, level + 1, depth)];
      left = { isTime: false, evaluate: (record) => operate(operator, one.evaluate(record), other.evaluate(record)) };
    } else if (special) left = special;
  }
}

/** `like`, `=~` and `in`, with or without `not`. */
function membership(context: ExpressionContext, left: Part, depth: number): Part | undefined {
  const { scanner } = context;
  const negated = scanner.match(/not\s+(?=like\b|in\b)/iy) !== undefined;
  if (scanner.takeWord('in')) {
    scanner.expect('[');
    const members: Part[] = [];
    while (!scanner.take(']')) {
      if (members.length > 0) scanner.expect(',');
      members.push(binary(context, notLevel + 1, depth + 1));
    }
    return {
      isTime: false,
      evaluate: (record) => {
        const value = left.evaluate(record);
        return members.some((it) => isTrue(operate('=', value, it.evaluate(record)))) !== negated;
      },
    };
  }
  if (!scanner.takeWord('like') && !scanner.take('=~')) return undefined;
  const regex = scanner.takeRegex();
  const text = regex ? undefined : scanner.takeString();
  if (!regex && text === undefined) throw scanner.unexpected();
  const test = (value: string): boolean => (regex ? regex.test(value) : value.includes(text ?? ''));
  return {
    isTime: false,
    evaluate: (record) => {
      const value = left.evaluate(record);
      return (value !== undefined && test(String(value))) !== negated;
    },
  };
}

function unary(context: ExpressionContext, depth: number): Part {
  const { scanner } = context;
  if (scanner.take('(')) {
    const inner = binary(context, 0, depth + 1);
    scanner.expect(')');
    return inner;
  }
  const number = scanner.match(/-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y);
  if (number !== undefined) return constant(Number(number));
  if (scanner.take('-')) {
    const inner = unary(context, depth + 1);
    return { isTime: false, evaluate: (record) => operate('-', 0, inner.evaluate(record)) };
  }
  const text = scanner.takeString();
  if (text !== undefined) return constant(text);
  const start = scanner.at;
  const name = scanner.expectName();
  if (scanner.take('(')) return call(context, { name: name.toLowerCase(), start, depth });
  if (/^(?:true|false)$/i.test(name)) return constant(name.toLowerCase() === 'true');
  return { isTime: context.timeFields.has(name), evaluate: (record) => record.get(name) };
}

function constant(value: Value): Part {
  return { isTime: false, evaluate: () => value };
}

interface Call {
  readonly name: string;
  readonly start: number;
  readonly depth: number;
}

function call(context: ExpressionContext, { name, start, depth }: Call): Part {
  const { scanner, nowMs } = context;
  if (name === 'bin' || name === 'datefloor' || name === 'dateceil') {
    const of = name === 'bin' ? { evaluate: (record: LogRecord): Value => record.get('@timestamp') } : argument(context, depth);
    const periodMs = parsePeriod(scanner);
    scanner.expect(')');
    const round = name === 'dateceil' ? Math.ceil : Math.floor;
    return { isTime: true, evaluate: (record) => rounded(of.evaluate(record), periodMs, round) };
  }
  if (name === 'now') {
    scanner.expect(')');
    return constant(Math.floor(nowMs / 1000));
  }
  if (Object.hasOwn(aggregates, name)) return aggregation(context, { name, start, depth });
  const values: Part[] = [];
  while (!scanner.take(')')) {
    if (values.length > 0) scanner.expect(',');
    values.push(binary(context, 0, depth + 1));
  }
  if (name === 'isipinsubnet' || name === 'isipv4insubnet' || name === 'isipv6insubnet') {
    return { isTime: false, evaluate: (record) => isInSubnet(values[0]?.evaluate(record), values[1]?.evaluate(record)) };
  }
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!known) throw new QueryError(`gatewright knows no function ${name}`, start, start + name.length);
  if (values.length < known.arity[0] || values.length > known.arity[1])
    throw new QueryError(`${name} does not take ${values.length} arguments`, start, scanner.at);
  return { isTime: name === 'frommillis', evaluate: (record) => known.run(values.map((it) => it.evaluate(record))) };
}

function argument(context: ExpressionContext, depth: number): Part {
  const of = binary(context, 0, depth + 1);
  context.scanner.expect(',');
  return of;
}

function rounded(value: Value, periodMs: number, round: (value: number) => number): Value {
  return typeof value === 'number' ? round(value / periodMs) * periodMs : undefined;
}

function aggregation(context: ExpressionContext, { name, start, depth }: Call): Part {
  const { scanner, aggregations } = context;
  if (!aggregations) throw new QueryError(`${name} belongs into a stats command`, start, start + name.length);
  const inner: ExpressionContext = { ...context, aggregations: undefined };
  const of = name === 'count' && (scanner.take('*') || scanner.text[scanner.at] === ')') ? undefined : binary(inner, 0, depth + 1);
  if (name === 'pct') scanner.expect(',');
  const percent = name === 'pct' ? Number(scanner.match(/\d+(?:\.\d+)?/y)) : 0;
  if (Number.isNaN(percent) || percent > 100) throw scanner.unexpected();
  scanner.expect(')');
  const slot = `\0${aggregations.length}`;
  aggregations.push({ slot, kind: name, percent, of: of && { ...of, text: '' } });
  return { isTime: (name === 'earliest' || name === 'latest') && of?.isTime === true, evaluate: (record) => record.get(slot) };
}

export function isTrue(value: Value): boolean {
  return value === true || (typeof value === 'number' && value !== 0);
}
