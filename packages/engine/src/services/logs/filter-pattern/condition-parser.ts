import { type Comparison, compare, type Operator } from './comparison.ts';
import { PatternError } from './pattern-error.ts';
import { maximumRegexes } from './regex.ts';

/** The words of JSON and space-delimited patterns, read from left to right. */
export class ConditionParser {
  readonly #text: string;
  #at: number;
  #regexes = 0;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  get hasRegex(): boolean {
    return this.#regexes > 0;
  }

  get ended(): boolean {
    this.#skip();
    return this.#at >= this.#text.length;
  }

  /** Takes `word` when it comes next. */
  take(word: string): boolean {
    this.#skip();
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  /** Takes words that a letter does not follow, whatever their case: `NOT EXISTS`. */
  takeWords(...words: readonly string[]): boolean {
    return this.takeMatch(new RegExp(`${words.join('\\s+')}(?![A-Za-z0-9_])`, 'iy')) !== undefined;
  }

  takeMatch(sticky: RegExp): string | undefined {
    this.#skip();
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  /** `= 4*`, `!= "x"`, `>= 400`; undefined when no operator comes next. */
  takeComparison(value: RegExp): Comparison | undefined {
    const operator = this.takeMatch(/!=|<=|>=|==?|<|>/y);
    if (operator === undefined) return undefined;
    const quoted = this.takeQuoted();
    const right = quoted ?? this.takeMatch(/%(?:[^%\\]|\\.)+%/y) ?? this.takeMatch(value);
    if (right === undefined) throw this.error();
    if (quoted === undefined && right.startsWith('%')) {
      this.#regexes += 1;
      if (this.#regexes > maximumRegexes) throw new PatternError(`A pattern has ${maximumRegexes} regular expressions at most`);
    }
    return compare(operatorOf(operator), right, quoted !== undefined);
  }

  takeQuoted(): string | undefined {
    const quoted = this.takeMatch(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y);
    return quoted?.slice(1, -1).replaceAll(/\\(["'\\])/g, '$1');
  }

  error(): PatternError {
    return new PatternError(`It cannot be read at character ${this.#at + 1}`);
  }

  #skip(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }
}

function operatorOf(text: string): Operator {
  return text === '!=' || text === '<' || text === '<=' || text === '>' || text === '>=' ? text : '=';
}
