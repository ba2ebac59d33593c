import { type ExpressionParameter, invalidExpression } from './expression-error.ts';

/** `name` is a word, `#` and `:` are placeholders with their names, `number` is for list indexes; symbols are their own kind. */
export type TokenKind = 'name' | '#' | ':' | 'number' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** @source "Quotas in Amazon DynamoDB": expression parameters */
const expressionBytesMax = 4096;
const operatorsMax = 300;
/** Deeper than the operators allowed could need, and shallow enough for any stack. */
const parenthesesMax = 300;

/** @source captured from AWS by ExtendDB's tests */
const parametersThatTellSize: readonly string[] = ['FilterExpression', 'ConditionExpression'];

/** An expression's tokens and the place of the reader in them. */
export class Tokens {
  readonly parameter: ExpressionParameter;
  /** The token to be read next. */
  current: Token;
  readonly #text: string;
  readonly #tokens: Token[] = [];
  #at = 0;
  #operatorCount = 0;
  #depth = 0;

  /** @throws ServiceError ValidationException when it is empty or too long */
  constructor(parameter: ExpressionParameter, text: string) {
    this.parameter = parameter;
    this.#text = text;
    const sizeBytes = Buffer.byteLength(text, 'utf8');
    if (sizeBytes > expressionBytesMax) {
      const size = parametersThatTellSize.includes(parameter) ? ` expression size: ${sizeBytes}` : '';
      throw this.error(`Expression size has exceeded the maximum allowed size;${size}`);
    }
    this.#split();
    const end: Token = { kind: 'end', text: '<EOF>', start: text.length, end: text.length };
    this.#tokens.push(end);
    this.current = this.#tokens[0] ?? end;
    if (this.current === end) throw this.error('The expression can not be empty;');
  }

  #split(): void {
    const text = this.#text;
    for (let start = 0; start < text.length; ) {
      const code = text.charCodeAt(start);
      if (isSpace(code)) {
        start++;
        continue;
      }
      const kind = kindAt(text, start, code);
      const end = kind === 'symbol' ? symbolEnd(text, start, code) : wordEnd(text, start + 1, kind === 'number' ? isDigit : isWordPart);
      this.#tokens.push({ kind, text: text.slice(start, end), start, end });
      start = end;
    }
  }

  /** Moves on and returns the token that was current. */
  next(): Token {
    const token = this.current;
    const following = this.#tokens[this.#at + 1];
    if (following) {
      this.#at++;
      this.current = following;
    }
    return token;
  }

  /** The token after the current one. */
  get following(): Token | undefined {
    return this.#tokens[this.#at + 1];
  }

  isSymbol(text: string): boolean {
    return this.current.kind === 'symbol' && this.current.text === text;
  }

  takeSymbol(text: string): boolean {
    if (!this.isSymbol(text)) return false;
    this.next();
    return true;
  }

  expectSymbol(text: string): void {
    if (!this.takeSymbol(text)) throw this.syntaxError();
  }

  /** @param keyword in capitals; expressions write it in any case */
  isKeyword(keyword: string): boolean {
    const { kind, text } = this.current;
    return kind === 'name' && text.length === keyword.length && text.toUpperCase() === keyword;
  }

  takeKeyword(keyword: string): boolean {
    if (!this.isKeyword(keyword)) return false;
    this.next();
    return true;
  }

  countOperator(): void {
    if (++this.#operatorCount > operatorsMax) {
      throw this.error(`The expression contains too many operators; operator count: ${this.#operatorCount}`);
    }
  }

  /**
   * Reads what is inside parentheses or a function's. Nesting that no operator needs ends here.
   *
   * @param fault what AWS, which reads on, would find wrong with so deep a nesting
   */
  nested<T>(read: () => T, fault: string): T {
    if (++this.#depth > parenthesesMax) {
      const unclosed = this.#tokens.filter((it) => it.text === '(').length !== this.#tokens.filter((it) => it.text === ')').length;
      if (unclosed) this.#moveToEnd();
      throw unclosed ? this.syntaxError() : this.error(fault);
    }
    const result = read();
    this.#depth--;
    return result;
  }

  #moveToEnd(): void {
    while (this.current.kind !== 'end') this.next();
  }

  error(message: string): Error {
    return invalidExpression(this.parameter, message);
  }

  /** AWS shows the token and the text from the one before it to the one after it. */
  syntaxError(): Error {
    const before = this.#tokens[this.#at - 1] ?? this.current;
    const after = this.#tokens[this.#at + 1] ?? this.current;
    const end = after.kind === 'end' ? (this.current.kind === 'end' ? before.end : this.current.end) : after.end;
    return this.error(`Syntax error; token: "${this.current.text}", near: "${this.#text.slice(before.start, end)}"`);
  }
}

function kindAt(text: string, start: number, code: number): TokenKind {
  if (isLetter(code)) return 'name';
  if (isDigit(code)) return 'number';
  // A mark alone is a symbol that no rule knows.
  if (code === 35 && isWordPart(text.charCodeAt(start + 1))) return '#';
  return code === 58 && isWordPart(text.charCodeAt(start + 1)) ? ':' : 'symbol';
}

function wordEnd(text: string, from: number, isPart: (code: number) => boolean): number {
  let end = from;
  while (end < text.length && isPart(text.charCodeAt(end))) end++;
  return end;
}

/** `<>`, `<=` and `>=` are two characters; so are the halves of one beyond U+FFFF. */
function symbolEnd(text: string, start: number, code: number): number {
  const next = text.charCodeAt(start + 1);
  const two =
    (code === 60 && (next === 62 || next === 61)) ||
    (code === 62 && next === 61) ||
    (code >= 0xd800 && code < 0xdc00 && next >= 0xdc00 && next < 0xe000);
  return start + (two ? 2 : 1);
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWordPart(code: number): boolean {
  return isLetter(code) || isDigit(code) || code === 95;
}
