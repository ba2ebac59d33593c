import type { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';

export interface Token {
  readonly kind: 'name' | 'quoted' | 'string' | 'number' | 'symbol' | 'end';
  /** Without quotes; a name's own letters. */
  readonly text: string;
  /** Where it stands, as AWS tells it: line, column and length, counted in characters from 1. */
  readonly place: string;
}

/** @param detail AWS tells none for what is no token at all */
export function malformed(detail: string): ServiceError {
  return validationError(`Statement wasn't well formed, can't be processed: ${detail}`);
}

/** Those of two characters before those of one. */
const symbols = ['<<', '>>', '<=', '>=', '<>', '!=', ...'()[]{},.:=<>*+-;?'];
/** Each is told where to begin before each use. */
const name = /[A-Za-z_$][A-Za-z0-9_$]*/y;
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const blank = /\s+|--[^\r\n]*|\/\*[\s\S]*?\*\//y;
const string = /'((?:[^']|'')*)'/y;
const quoted = /"((?:[^"]|"")*)"/y;

/** The tokens of a PartiQL statement, read one by one. */
export class StatementTokens {
  current: Token;
  readonly #text: string;
  #at = 0;
  #line = 1;
  #lineStart = 0;

  /** @throws ServiceError ValidationException */
  constructor(text: string) {
    this.#text = text;
    this.current = this.#read();
  }

  /** Takes the current token. @throws ServiceError ValidationException when the one after it is none */
  next(): Token {
    const token = this.current;
    this.current = this.#read();
    return token;
  }

  isSymbol(text: string): boolean {
    return this.current.kind === 'symbol' && this.current.text === text;
  }

  takeSymbol(text: string): boolean {
    if (!this.isSymbol(text)) return false;
    this.next();
    return true;
  }

  /** @param expected AWS's word for the symbol */
  expectSymbol(text: string, expected: string): void {
    if (!this.takeSymbol(text)) throw malformed(`Expected ${expected}`);
  }

  /** @param words one of them, in capitals */
  isWord(...words: readonly string[]): boolean {
    return this.current.kind === 'name' && words.includes(this.current.text.toUpperCase());
  }

  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.next();
    return true;
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) throw malformed(`Expected ${word}`);
  }

  #read(): Token {
    for (let skipped = this.#match(blank); skipped; skipped = this.#match(blank)) this.#countLines(skipped[0]);
    const start = this.#at;
    const token = (kind: Token['kind'], text: string): Token => ({
      kind,
      text,
      place: `${this.#line}:${start - this.#lineStart + 1}:${this.#at - start}`,
    });
    if (start >= this.#text.length) return token('end', '');
    const word = this.#match(name);
    if (word) return token('name', word[0]);
    const digits = this.#match(number);
    if (digits) return token('number', checkScale(digits[0]));
    const literal = this.#match(string);
    if (literal) return token('string', (literal[1] ?? '').replaceAll("''", "'"));
    const identifier = this.#match(quoted);
    if (identifier) return token('quoted', (identifier[1] ?? '').replaceAll('""', '"'));
    const symbol = this.#text.startsWith('/*', start) ? undefined : symbols.find((it) => this.#text.startsWith(it, start));
    if (symbol === undefined) throw malformed('');
    this.#at += symbol.length;
    return token('symbol', symbol);
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match) this.#at += match[0].length;
    return match;
  }

  #countLines(skipped: string): void {
    for (let at = skipped.indexOf('\n'); at >= 0; at = skipped.indexOf('\n', at + 1)) {
      this.#line++;
      this.#lineStart = this.#at - skipped.length + at + 1;
    }
  }
}

const intMax = 2 ** 31 - 1;

/** A number's scale, its decimals less its exponent, must be a 32-bit integer, as the exponent must. */
function checkScale(text: string): string {
  const [mantissa = '', exponent = '0'] = text.split(/[eE]/);
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  for (const it of [Number(exponent), decimals - Number(exponent)]) if (it > intMax || it < -intMax - 1) throw malformed('');
  return text;
}
