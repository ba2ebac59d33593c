import { readAnythingBut } from './anything-but.ts';
import { compileCidr } from './cidr.ts';
import type { Dialect, Test } from './dialect.ts';
import { InvalidPattern } from './invalid-pattern.ts';
import { readNumeric } from './numeric.ts';
import type { PatternReader } from './reader.ts';
import { compileWildcard } from './wildcard.ts';

/** One value of a field's list, whose first token is read. @throws InvalidPattern */
export function readRule(reader: PatternReader, kind: ReturnType<PatternReader['next']>, dialect: Dialect): Test {
  switch (kind) {
    case '{':
      return readExpression(reader, dialect);
    case 'string': {
      const text = reader.text();
      return (value) => value === text;
    }
    case 'number': {
      const number = Number(reader.text());
      return (value) => value === number;
    }
    case 'true':
    case 'false':
      return (value) => value === (kind === 'true');
    case 'null':
      return (value) => value === null;
    default:
      throw reader.refusal('Match value must be String, number, true, false, or null');
  }
}

function readExpression(reader: PatternReader, dialect: Dialect): Test {
  if (reader.next() !== 'name') throw reader.refusal('Match expression name not found');
  const name = reader.text();
  if (!dialect.operators.includes(name)) throw reader.refusal(`Unrecognized match type ${name}`);
  const test = readOperator(reader, name, dialect);
  if (reader.next() !== '}') throw reader.refusal('Only one key allowed in match expression');
  return test;
}

function readOperator(reader: PatternReader, name: string, dialect: Dialect): Test {
  switch (name) {
    case 'anything-but':
      return readAnythingBut(reader, dialect);
    case 'numeric':
      return readNumeric(reader);
    case 'exists': {
      const kind = reader.next();
      if (kind !== 'true' && kind !== 'false') throw reader.refusal('exists match pattern must be either true or false.');
      return (value) => (value !== undefined) === (kind === 'true');
    }
    case 'prefix':
    case 'suffix':
      return readEnd(reader, name, dialect);
    case 'cidr': {
      // Worded so for `cidr` too.
      const text = readText(reader, 'prefix');
      return onTexts(placed(reader, () => compileCidr(text)));
    }
    case 'wildcard':
      return onTexts(compileWildcard(readText(reader, name)));
    default: {
      const wanted = readText(reader, name).toLowerCase();
      return onTexts((text) => text.toLowerCase() === wanted);
    }
  }
}

/** A text, or `{ "equals-ignore-case": text }` where case does not count. */
function readEnd(reader: PatternReader, name: 'prefix' | 'suffix', { extended }: Dialect): Test {
  const holds = name === 'prefix' ? startsWith : endsWith;
  if (!extended || reader.fork().next() !== '{') {
    const wanted = readText(reader, name);
    return onTexts((text) => holds(text, wanted));
  }
  reader.next();
  if (reader.next() !== 'name') throw reader.refusal('Match expression name not found');
  const inner = reader.text();
  if (inner !== 'equals-ignore-case') throw reader.refusal(`Unsupported anything-but pattern: ${inner}`);
  const wanted = readText(reader, 'equals-ignore-case').toLowerCase();
  if (reader.next() !== '}') throw reader.refusal('Only one key allowed in match expression');
  return onTexts((text) => holds(text.toLowerCase(), wanted));
}

function readText(reader: PatternReader, name: string): string {
  if (reader.next() !== 'string') throw reader.refusal(`${name} match pattern must be a string`);
  return reader.text();
}

/** What a compiler of a text refuses, with the place in the pattern. */
function placed<T>(reader: PatternReader, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (error instanceof InvalidPattern) throw reader.refusal(error.message);
    throw error;
  }
}

function startsWith(text: string, wanted: string): boolean {
  return text.startsWith(wanted);
}

function endsWith(text: string, wanted: string): boolean {
  return text.endsWith(wanted);
}

function onTexts(holds: (text: string) => boolean): Test {
  return (value) => typeof value === 'string' && holds(value);
}
