import type { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';

export interface Token {
  readonly kind: 'name' | 'quoted' | 'string' | 'number' | 'symbol' | 'end';
  /** Without quotes; a name's own letters. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** Where a token stands, as AWS tells it: in characters, counted from 1. */
export function placeOf({ line, column, length }: Token): string {
  return `${line}:${column}:${length}`;
}

/** @param detail AWS tells none for what is no token at all */
export function malformed(detail: string): ServiceError {
  return validationError(`Statement wasn't well formed, can't be processed: ${detail}`);
}

const twoCharacterSymbols: readonly string[] = ['<<', '>>', '<=', '>=', '<>', '!=', '/*'];
const oneCharacterSymbols = '()[]{},.:=<>*+-;?';
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

  /** Takes the operator at hand. @throws ServiceError ValidationException when the statement ends there */
  takeInfix(): Token {
    const operator = this.next();
    if (this.current.kind === 'end') throw malformed('Missing right-hand side expression of infix operator');
    return operator;
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) throw malformed(`Expected ${word}`);
  }

  #read(): Token {
    for (let skipped = this.#match(blank); skipped; skipped = this.#match(blank)) this.#countLines(skipped[0]);
    const start = this.#at;
    const [kind, text] = start < this.#text.length ? this.#take(this.#text.charAt(start)) : endOfText;
    return { kind, text, line: this.#line, column: start - this.#lineStart + 1, length: this.#at - start };
  }

  /** The token that begins with this character. */
  #take(first: string): readonly [Token['kind'], string] {
    const word = this.#match(name);
    if (word) return ['name', word[0]];
    if (first === "'") return ['string', (this.#match(string)?.[1] ?? unended()).replaceAll("''", "'")];
    if (first === '"') return ['quoted', (this.#match(quoted)?.[1] ?? unended()).replaceAll('""', '"')];
    const digits = this.#match(number);
    if (digits) return ['number', checkScale(digits[0])];
    const two = this.#text.slice(this.#at, this.#at + 2);
    const symbol = twoCharacterSymbols.includes(two) ? two : first;
    // What opens a comment that does not end is no symbol.
    if (symbol === '/*' || (symbol === first && !oneCharacterSymbols.includes(first))) throw malformed('');
    this.#at += symbol.length;
    return ['symbol', symbol];
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

const endOfText: readonly [Token['kind'], string] = ['end', ''];

function unended(): never {
  throw malformed('');
}

const intMax = 2 ** 31 - 1;

/** A number's scale, its decimals less its exponent, must be a 32-bit integer, as the exponent must. */
function checkScale(text: string): string {
  const [mantissa = '', exponent = '0'] = text.split(/[eE]/);
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  for (const it of [Number(exponent), decimals - Number(exponent)]) if (it > intMax || it < -intMax - 1) throw malformed('');
  return text;
}
