import type { Dialect, Test } from './dialect.ts';
import type { PatternReader } from './reader.ts';
import { compileWildcard } from './wildcard.ts';

type Holds = (text: string) => boolean;

/** What an operator within `anything-but` makes of one text. */
const compilers: { readonly [operator: string]: (wanted: string) => Holds } = {
  'equals-ignore-case': (wanted) => (text) => text.toLowerCase() === wanted.toLowerCase(),
  prefix: (wanted) => (text) => text.startsWith(wanted),
  suffix: (wanted) => (text) => text.endsWith(wanted),
  wildcard: compileWildcard,
};

/**
 * A value or a list of them, or an operator on texts with one or several. A field that is not there is no value, and matches nothing.
 *
 * @throws InvalidPattern
 * @source refusals recorded on AWS by localstack, 2024-05-15 and later
 */
export function readAnythingBut(reader: PatternReader, dialect: Dialect): Test {
  const kind = reader.next();
  if (kind === '{') return readOperator(reader, dialect);
  if (kind === 'string' || kind === 'number') return noneOf([scalarOf(reader, kind)]);
  if (kind !== '[') throw reader.refusal('Value of anything-but must be an array or single string/number value.');
  return noneOf(readList(reader));
}

function readList(reader: PatternReader): readonly (string | number)[] {
  const values: (string | number)[] = [];
  for (let kind = reader.next(); kind !== ']'; kind = reader.next()) {
    if (kind !== 'string' && kind !== 'number') throw reader.refusal('Inside anything but list, start|null|boolean is not supported.');
    values.push(scalarOf(reader, kind));
  }
  if (values.length === 0) throw reader.refusal('Empty arrays are not allowed');
  if (new Set(values.map((it) => typeof it)).size > 1)
    throw reader.refusal('Inside anything but list, either all values are number or string, mixed type is not supported');
  return values;
}

function scalarOf(reader: PatternReader, kind: 'string' | 'number'): string | number {
  return kind === 'number' ? Number(reader.text()) : reader.text();
}

function noneOf(refused: readonly unknown[]): Test {
  const values = new Set(refused);
  return (value) => value !== undefined && !values.has(value);
}

function readOperator(reader: PatternReader, dialect: Dialect): Test {
  if (reader.next() !== 'name') throw reader.refusal('Anything-But expression name not found');
  const operator = reader.text();
  const compile = dialect.anythingBut.includes(operator) ? compilers[operator] : undefined;
  if (!compile) throw reader.refusal(`Unsupported anything-but pattern: ${operator}`);
  const refused = readTexts(reader, operator, dialect).map((it) => compile(it));
  if (reader.next() !== '}') throw reader.refusal('Only one key allowed in match expression');
  return (value) => value !== undefined && !(typeof value === 'string' && refused.some((it) => it(value)));
}

function readTexts(reader: PatternReader, operator: string, { extended }: Dialect): readonly string[] {
  const kind = reader.next();
  if (kind === '{' && extended) throw reader.refusal('Value of anything-but must be an array or single string/number value.');
  if (kind !== '[' || !extended) return [readText(reader, kind, wrongType(operator, extended))];
  const texts: string[] = [];
  for (let it = reader.next(); it !== ']'; it = reader.next()) texts.push(readText(reader, it, wrongType(operator, extended)));
  if (texts.length === 0) throw reader.refusal('Empty arrays are not allowed');
  return texts;

  function readText(from: PatternReader, found: string, otherwise: string): string {
    if (found !== 'string') throw from.refusal(otherwise);
    const text = from.text();
    if (text === '' && (operator === 'prefix' || operator === 'suffix')) throw from.refusal('Null prefix/suffix not allowed');
    return text;
  }
}

function wrongType(operator: string, extended: boolean): string {
  if (operator === 'equals-ignore-case') return 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.';
  if (operator === 'wildcard' || !extended) return `${operator} match pattern must be a string`;
  return 'prefix/suffix match pattern must be a string';
}
