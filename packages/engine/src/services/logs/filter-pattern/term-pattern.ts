import type { FilterPattern } from './compiled-pattern.ts';
import { PatternError } from './pattern-error.ts';
import { compileRegex, maximumRegexes } from './regex.ts';

type Test = (message: string) => boolean;

/** `ERROR "bad request" -debug ?this ?that %4\d\d%`: terms of a text. @throws PatternError */
export function parseTermPattern(text: string): FilterPattern {
  const terms = { '': [] as Test[], '-': [] as Test[], '?': [] as Test[] };
  let regexes = 0;
  for (const { sign, quote, content } of termsOf(text)) {
    if (quote === '%') regexes += 1;
    terms[sign].push(testOf(quote, content));
  }
  if (regexes > maximumRegexes) throw new PatternError(`A pattern has ${maximumRegexes} regular expressions at most`);
  const { '': required, '-': excluded, '?': optional } = terms;
  // Optional terms count only where there are no others.
  const alternatives = required.length + excluded.length > 0 ? [] : optional;
  return {
    hasRegex: regexes > 0,
    match: (message) =>
      required.every((test) => test(message)) &&
      !excluded.some((test) => test(message)) &&
      (alternatives.length === 0 || alternatives.some((test) => test(message)))
        ? {}
        : undefined,
    valueAt: () => undefined,
  };
}

function testOf(quote: string, content: string): Test {
  if (quote === '%') {
    const regex = compileRegex(content);
    return (message) => regex.test(message);
  }
  return (message) => message.includes(content);
}

interface Term {
  readonly sign: '' | '-' | '?';
  readonly quote: '' | '"' | '%';
  readonly content: string;
}

function* termsOf(text: string): Generator<Term> {
  const term = /\s*([-?]?)(?:"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)*)%|([^\s"%]+))(?=\s|$)/y;
  while (term.lastIndex < text.length) {
    const at = term.lastIndex;
    const [, sign = '', quoted, regex, word] = term.exec(text) ?? [];
    if (quoted === undefined && regex === undefined && word === undefined) throw invalidTerm(text.slice(at).trim());
    const known = sign === '-' || sign === '?' ? sign : '';
    if (quoted !== undefined) yield { sign: known, quote: '"', content: quoted.replaceAll(/\\(["\\])/g, '$1') };
    else if (regex !== undefined) yield { sign: known, quote: '%', content: regex };
    else if (word === undefined || !/^[\p{L}\p{N}_]+$/u.test(word)) throw invalidTerm(word ?? '');
    else yield { sign: known, quote: '', content: word };
  }
}

/** A term with other characters than letters, digits and underscores must be quoted. */
function invalidTerm(term: string): PatternError {
  return new PatternError(`Invalid character(s) in term '${term.slice(0, 100)}'`);
}
