import { type Expression, MathError } from './expression.ts';
import { functions, type MathContext, missingFunctions } from './functions.ts';
import { combine, mapValue } from './operators.ts';
import type { TimeSeries, Value } from './time-series.ts';

/** What an expression can reach. */
export interface Surroundings extends MathContext {
  /** The query of that id; undefined when there is none. @throws MathError when it refers to itself */
  query(id: string): Value | undefined;
  /** The metrics of the request whose id has the text in it: METRICS(). */
  metrics(part: string): readonly TimeSeries[];
  search(expression: string, statistic: string, periodSeconds: number | undefined): readonly TimeSeries[];
}

/** A caller's request cannot make more of them. */
const maximumMembers = 500;
const keywords = ['REPEAT', 'LINEAR', 'AVG', 'MIN', 'MAX', 'SUM', 'ASC', 'DESC'];

/** Computes an expression. @throws MathError */
export function evaluate(expression: Expression, around: Surroundings): Value {
  switch (expression.type) {
    case 'number':
      return { type: 'scalar', value: expression.value };
    case 'text':
      return { type: 'text', value: expression.value };
    case 'name':
      return named(expression.name, around);
    case 'list':
      return { type: 'array', members: expression.members.flatMap((it) => seriesIn(evaluate(it, around))) };
    case 'unary':
      return mapValue(evaluate(expression.operand, around), '-', (value) => -value);
    case 'binary':
      return combine(expression.operator, evaluate(expression.left, around), evaluate(expression.right, around));
    case 'call':
      return call(expression.name, expression.arguments, around);
  }
}

function named(name: string, around: Surroundings): Value {
  const value = around.query(name);
  if (value) return value;
  if (keywords.includes(name.toUpperCase())) return { type: 'text', value: name.toUpperCase() };
  throw new MathError(`Undefined variable '${name}'`);
}

function seriesIn(value: Value): readonly TimeSeries[] {
  if (value.type === 'series') return [value.series];
  if (value.type === 'array') return value.members;
  throw new MathError('An array has time series only');
}

function call(name: string, given: readonly Expression[], around: Surroundings): Value {
  if (missingFunctions.includes(name)) throw new MathError(`gatewright has no ${name}`);
  const values = given.map((it) => evaluate(it, around));
  if (name === 'METRICS') return { type: 'array', members: around.metrics(textOf(values[0]) ?? '').slice(0, maximumMembers) };
  if (name === 'SEARCH') {
    const [query, statistic, period] = values;
    const [text, stat] = [textOf(query), textOf(statistic)];
    if (text === undefined || stat === undefined) throw new MathError('SEARCH needs a search expression and a statistic');
    const found = around.search(text, stat, period?.type === 'scalar' ? period.value : undefined);
    return { type: 'array', members: found.slice(0, maximumMembers) };
  }
  const run = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!run) throw new MathError(`Unsupported function '${name}'`);
  return run(values, around);
}

function textOf(value: Value | undefined): string | undefined {
  return value?.type === 'text' ? value.value : undefined;
}
