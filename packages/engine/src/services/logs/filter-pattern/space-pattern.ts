import type { Comparison } from './comparison.ts';
import type { Extracted, FilterPattern } from './compiled-pattern.ts';
import { ConditionParser } from './condition-parser.ts';
import { PatternError } from './pattern-error.ts';

interface Field {
  readonly name: string | undefined;
  readonly passes: Comparison;
}

const maximumFields = 100;

/** `[ip, user, ..., status = 4* && status != 404, bytes > 1000]`. @throws PatternError */
export function parseSpacePattern(text: string): FilterPattern {
  // @source measured in us-east-1 by cdk-preflight, 2026-09
  if (!text.endsWith(']')) throw new PatternError("If a filter pattern starts with '[' it must end with ']'");
  const parser = new ConditionParser(text, 1);
  const fields: (Field | '...')[] = [];
  while (!parser.take(']')) {
    if (fields.length > 0 && !parser.take(',')) throw parser.error();
    fields.push(parser.take('...') ? '...' : parseField(parser));
    if (fields.length > maximumFields) throw new PatternError(`A pattern has ${maximumFields} fields at most`);
  }
  if (!parser.ended) throw parser.error();
  const rest = fields.indexOf('...');
  if (rest !== fields.lastIndexOf('...')) throw new PatternError('A pattern has one ellipsis at most');

  /** The field of each word; undefined when the pattern has not as many. */
  const assign = (words: readonly string[]): readonly (Field | undefined)[] | undefined => {
    if (fields.length === 0) return words.map(() => undefined);
    const skipped = rest < 0 ? 0 : words.length - (fields.length - 1);
    if (rest < 0 ? words.length !== fields.length : skipped < 0) return undefined;
    return fields.flatMap((it) => (it === '...' ? Array.from({ length: skipped }, () => undefined) : [it]));
  };
  const read = (message: string): Extracted | undefined => {
    const words = wordsOf(message);
    const assigned = assign(words);
    if (!assigned?.every((field, index) => field === undefined || field.passes(words[index]))) return undefined;
    return Object.fromEntries(words.map((word, index) => [`$${assigned[index]?.name ?? index + 1}`, word]));
  };
  return { hasRegex: parser.hasRegex, match: read, valueAt: (message, selector) => read(message)?.[selector] };
}

/** A name, conditions on it, or nothing at all. */
function parseField(parser: ConditionParser): Field {
  const name = parser.takeMatch(/[A-Za-z_][A-Za-z0-9_.-]*/y);
  const own = name === undefined ? undefined : parser.takeComparison(value);
  if (!own || name === undefined) return { name, passes: () => true };
  const some: Comparison[][] = [[own]];
  for (;;) {
    const and = parser.take('&&');
    if (!and && !parser.take('||')) break;
    const again = parser.takeMatch(/[A-Za-z_][A-Za-z0-9_.-]*/y);
    const next = again === name ? parser.takeComparison(value) : undefined;
    if (!next) throw parser.error();
    if (and) some.at(-1)?.push(next);
    else some.push([next]);
  }
  return { name, passes: (word) => some.some((every) => every.every((it) => it(word))) };
}

const value = /[^\s,\]"%&|=<>]+/y;

/** Words stand between spaces; what is in brackets or quotes is one word, without them. */
function wordsOf(message: string): readonly string[] {
  return [...message.trimEnd().matchAll(/\[([^\]]*)\]|"([^"]*)"|(\S+)/g)].map(
    ([, bracketed, quoted, word]) => bracketed ?? quoted ?? word ?? '',
  );
}
