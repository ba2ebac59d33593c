import { InvalidPattern } from './invalid-pattern.ts';
import { type Token, tokensOf } from './tokens.ts';

/** No more of a pattern stands in a refusal. */
const shownLength = 500;

/**
 * Goes through a pattern token by token and refuses it as AWS does, with the place where AWS's parser stands.
 *
 * @source event patterns and filter policies that AWS refused, recorded by localstack, 2024-05-14 to 2024-07-11
 */
export class PatternReader {
  readonly #json: string;
  readonly #tokens: readonly Token[];
  #index = -1;
  #textRead = false;

  constructor(json: string, tokens: readonly Token[] = tokensOf(json)) {
    this.#json = json;
    this.#tokens = tokens;
  }

  /** The next token. @throws InvalidPattern where the text is no JSON */
  next(): Token['kind'] {
    this.#index += 1;
    this.#textRead = false;
    const { kind, value } = this.#token;
    if (kind === 'error') throw this.refusal(value);
    return kind;
  }

  /** The name, text or number that was read last. */
  text(): string {
    this.#textRead = true;
    return this.#token.value;
  }

  /** A reader that goes on from here by itself. */
  fork(): PatternReader {
    const fork = new PatternReader(this.#json, this.#tokens);
    fork.#index = this.#index;
    return fork;
  }

  /** Reads up to the end of the object or array that was begun last. */
  skip(): void {
    for (let depth = 1; depth > 0; ) {
      const kind = this.next();
      if (kind === '{' || kind === '[') depth += 1;
      if (kind === '}' || kind === ']') depth -= 1;
    }
  }

  /** A refusal that names the place. */
  refusal(reason: string): InvalidPattern {
    return new InvalidPattern(`${reason}\n at [Source: (String)${this.#source()}; ${this.#place()}]`);
  }

  get #token(): Token {
    const token = this.#tokens[this.#index];
    if (!token) throw new Error('a pattern is read beyond its end');
    return token;
  }

  #source(): string {
    const left = this.#json.length - shownLength;
    return left <= 0 ? `"${this.#json}"` : `"${this.#json.slice(0, shownLength)}"[truncated ${left} chars]`;
  }

  #place(): string {
    const { at, end } = this.#token;
    const lines = this.#json.slice(0, this.#textRead ? end : at).split('\n');
    return `line: ${lines.length}, column: ${(lines.at(-1) ?? '').length + 1}`;
  }
}
