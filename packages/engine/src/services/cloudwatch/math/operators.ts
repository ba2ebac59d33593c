import { MathError } from './expression.ts';
import { mapSeries, scalar, type TimeSeries, type Value, zipSeries } from './time-series.ts';

const truth = (value: boolean): number => (value ? 1 : 0);

const operators: { readonly [symbol: string]: (a: number, b: number) => number } = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  '==': (a, b) => truth(a === b),
  '!=': (a, b) => truth(a !== b),
  '<': (a, b) => truth(a < b),
  '>': (a, b) => truth(a > b),
  '<=': (a, b) => truth(a <= b),
  '>=': (a, b) => truth(a >= b),
  '&&': (a, b) => truth(a !== 0 && b !== 0),
  '||': (a, b) => truth(a !== 0 || b !== 0),
};

/** One operator over numbers, series and arrays of series. @throws MathError for texts and for two arrays */
export function combine(symbol: string, left: Value, right: Value): Value {
  const compute = operators[symbol];
  if (!compute) throw new MathError(`Unknown operator "${symbol}"`);
  if (left.type === 'text' || right.type === 'text') throw new MathError(`Unsupported operand type(s) for ${symbol}: 'String'`);
  if (left.type === 'scalar' && right.type === 'scalar') return scalar(compute(left.value, right.value));
  if (left.type === 'array' && right.type === 'array')
    throw new MathError(`Unsupported operand type(s) for ${symbol}: '[Array[TimeSeries], Array[TimeSeries]]'`);
  return eachSeries(left.type === 'array' ? left : right.type === 'array' ? right : undefined, (member) => {
    const one = left.type === 'array' ? member : left;
    const other = right.type === 'array' ? member : right;
    if (one?.type === 'series' && other?.type === 'series') return zipSeries(one.series, other.series, compute);
    if (one?.type === 'series' && other?.type === 'scalar') return mapSeries(one.series, (value) => compute(value, other.value));
    if (one?.type === 'scalar' && other?.type === 'series') return mapSeries(other.series, (value) => compute(one.value, value));
    throw new MathError(`Unsupported operand type(s) for ${symbol}`);
  });
}

function eachSeries(array: Extract<Value, { type: 'array' }> | undefined, run: (member: Value | undefined) => TimeSeries): Value {
  if (!array) return { type: 'series', series: run(undefined) };
  return { type: 'array', members: array.members.map((series) => run({ type: 'series', series })) };
}

/** A function of one number, over whatever is given. @throws MathError for a text */
export function mapValue(value: Value, name: string, change: (value: number, timeMs: number) => number): Value {
  if (value.type === 'scalar') return scalar(change(value.value, 0));
  return overSeries(value, name, (series) => mapSeries(series, change));
}

/** A function of one series, over it or over each member of an array. @throws MathError for numbers and texts */
export function overSeries(value: Value, name: string, change: (series: TimeSeries) => TimeSeries): Value {
  if (value.type === 'series') return { type: 'series', series: change(value.series) };
  if (value.type === 'array') return { type: 'array', members: value.members.map(change) };
  throw new MathError(`${name} needs a time series`);
}
