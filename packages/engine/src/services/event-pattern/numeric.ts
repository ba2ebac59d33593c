import type { PatternReader } from './reader.ts';

const limit = 5_000_000_000;

const comparisons: { readonly [operator: string]: (value: number, limit: number) => boolean } = {
  '=': (value, wanted) => value === wanted,
  '<': (value, top) => value < top,
  '<=': (value, top) => value <= top,
  '>': (value, bottom) => value > bottom,
  '>=': (value, bottom) => value >= bottom,
};

/** `["=", 5]`, or a range such as `[">", 0, "<=", 5]`, from its lower end to its upper. @throws InvalidPattern */
export function readNumeric(reader: PatternReader): (value: unknown) => boolean {
  if (reader.next() !== '[') throw reader.refusal('Value of numeric must be an array.');
  if (reader.next() !== 'string') throw reader.refusal(`Invalid member in numeric match: ${reader.text()}`);
  const operator = reader.text();
  const compare = comparisonOf(operator);
  if (!compare) {
    reader.next();
    throw reader.refusal(`Unrecognized numeric range operator: ${operator}`);
  }
  const wanted = readNumber(reader, operator === '=' ? 'equals' : operator);
  const kind = reader.next();
  if (kind === ']') return onNumbers((value) => compare(value, wanted));
  if (!operator.startsWith('>')) throw reader.refusal('Too many elements in numeric expression');
  if (kind !== 'string') throw reader.refusal(`Bad value in numeric range: ${reader.text()}`);
  const upper = reader.text();
  const compareUpper = upper.startsWith('<') ? comparisonOf(upper) : undefined;
  if (!compareUpper) throw reader.refusal(`Bad numeric range operator: ${upper}`);
  const top = readNumber(reader, upper);
  if (reader.next() !== ']') throw reader.refusal('Too many terms in numeric range expression');
  if (top <= wanted) throw reader.refusal('Bottom must be less than top');
  return onNumbers((value) => compare(value, wanted) && compareUpper(value, top));
}

function readNumber(reader: PatternReader, name: string): number {
  if (reader.next() !== 'number') throw reader.refusal(`Value of ${name} must be numeric`);
  const value = Number(reader.text());
  if (Math.abs(value) > limit) throw reader.refusal('Value must be between -5.0E9 and 5.0E9, inclusive');
  return value;
}

function comparisonOf(operator: string): ((value: number, limit: number) => boolean) | undefined {
  return Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
}

function onNumbers(holds: (value: number) => boolean): (value: unknown) => boolean {
  return (value) => typeof value === 'number' && holds(value);
}
