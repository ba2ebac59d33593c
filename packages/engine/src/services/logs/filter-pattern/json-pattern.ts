import type { Extracted, FilterPattern } from './compiled-pattern.ts';
import { ConditionParser } from './condition-parser.ts';
import { parseSelector, type Selector, selectorText, valuesAt } from './selector.ts';

type Condition = (document: unknown) => boolean;

/** Parentheses within each other. */
const maximumDepth = 32;
/** `"..."`, a number, an address with wildcards, a word. */
const value = /[^\s"%&|(){}=<>!]+/y;

/** `{ ($.status = 4* && $.bytes > 10) || $.error IS NULL }`. @throws PatternError */
export function parseJsonPattern(text: string): FilterPattern {
  const parser = new ConditionParser(text, 1);
  const selectors: Selector[] = [];
  const condition = parseOr(parser, selectors, 0);
  if (!parser.take('}') || !parser.ended) throw parser.error();
  return {
    hasRegex: parser.hasRegex,
    match(message) {
      const document = documentOf(message);
      return document !== undefined && condition(document) ? extract(document, selectors) : undefined;
    },
    valueAt(message, selector) {
      const document = documentOf(message);
      return document === undefined ? undefined : textOf(valuesAt(document, parseSelector(new ConditionParser(selector, 0)))[0]);
    },
  };
}

function parseOr(parser: ConditionParser, selectors: Selector[], depth: number): Condition {
  const some = [parseAnd(parser, selectors, depth)];
  while (parser.take('||')) some.push(parseAnd(parser, selectors, depth));
  return (document) => some.some((it) => it(document));
}

function parseAnd(parser: ConditionParser, selectors: Selector[], depth: number): Condition {
  const every = [parseOne(parser, selectors, depth)];
  while (parser.take('&&')) every.push(parseOne(parser, selectors, depth));
  return (document) => every.every((it) => it(document));
}

function parseOne(parser: ConditionParser, selectors: Selector[], depth: number): Condition {
  if (parser.take('(')) {
    if (depth === maximumDepth) throw parser.error();
    const condition = parseOr(parser, selectors, depth + 1);
    if (!parser.take(')')) throw parser.error();
    return condition;
  }
  const selector = parseSelector(parser);
  selectors.push(selector);
  const comparison = parser.takeComparison(value);
  if (comparison) return (document) => valuesAt(document, selector).some(comparison);
  if (parser.takeWords('NOT', 'EXISTS')) return (document) => valuesAt(document, selector).length === 0;
  if (parser.takeWords('EXISTS')) return (document) => valuesAt(document, selector).length > 0;
  if (!parser.takeWords('IS')) throw parser.error();
  for (const [word, wanted] of [['NULL', null] as const, ['TRUE', true] as const, ['FALSE', false] as const]) {
    if (parser.takeWords(word)) return (document) => valuesAt(document, selector).some((it) => it === wanted);
  }
  throw parser.error();
}

/** JSON.parse stops by itself at a depth that exhausts the stack. */
function documentOf(message: string): object | undefined {
  if (!/^\s*[{[]/.test(message)) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    // A text is no document; the pattern does not match it.
    return undefined;
  }
}

function extract(document: unknown, selectors: readonly Selector[]): Extracted {
  const found = selectors.map((selector) => [selectorText(selector), textOf(valuesAt(document, selector)[0])] as const);
  return Object.fromEntries(found.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
