import { QueryError } from './query-error.ts';

/** The words of a query, from left to right. Comments begin with `#`. */
export class Scanner {
  readonly text: string;
  #at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Where the next word begins. */
  get at(): number {
    const space = /(?:\s|#[^\n]*)*/y;
    space.lastIndex = this.#at;
    space.exec(this.text);
    this.#at = space.lastIndex;
    return this.#at;
  }

  get ended(): boolean {
    return this.at >= this.text.length;
  }

  match(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  /** A sign: `|`, `(`, `!=`. */
  take(sign: string): boolean {
    if (!this.text.startsWith(sign, this.at)) return false;
    this.#at += sign.length;
    return true;
  }

  /** A word in any case that no other letter follows. */
  takeWord(word: string): boolean {
    return this.match(new RegExp(`${word}(?![\\w@.])`, 'iy')) !== undefined;
  }

  expect(sign: string): void {
    if (!this.take(sign)) throw this.unexpected();
  }

  /** `@message`, `a.b.0`, `` `odd name` ``. */
  takeName(): string | undefined {
    const quoted = this.match(/`[^`]+`/y);
    return quoted === undefined ? this.match(/[A-Za-z_@$][\w@$]*(?:\.[\w@$-]+)*/y) : quoted.slice(1, -1);
  }

  expectName(): string {
    const name = this.takeName();
    if (name === undefined) throw this.unexpected();
    return name;
  }

  takeString(): string | undefined {
    const quoted = this.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y);
    return quoted?.slice(1, -1).replaceAll(/\\(.)/g, (whole, character: string) => (/["'\\]/.test(character) ? character : whole));
  }

  /** `/(?i)error \d+/`. */
  takeRegex(): RegExp | undefined {
    const start = this.at;
    const whole = this.match(/\/(?:[^/\\\n]|\\.)+\//y);
    if (whole === undefined) return undefined;
    const body = whole.slice(1, -1);
    const insensitive = body.startsWith('(?i)');
    try {
      return new RegExp((insensitive ? body.slice(4) : body).replaceAll('(?P<', '(?<'), insensitive ? 'i' : '');
    } catch {
      throw new QueryError(`${whole} is no regular expression`, start, this.#at);
    }
  }

  unexpected(): QueryError {
    const start = this.at;
    const symbol = /[\w@.]+|\S/y;
    symbol.lastIndex = start;
    const found = symbol.exec(this.text)?.[0];
    const [line, position] = this.#place(start);
    const what = found === undefined ? 'unexpected end of the query' : `unexpected symbol found ${found}`;
    return new QueryError(`${what} at line ${line} and position ${position}`, start, start + (found?.length ?? 0));
  }

  #place(index: number): readonly [number, number] {
    const before = this.text.slice(0, index).split('\n');
    return [before.length, (before.at(-1)?.length ?? 0) + 1];
  }
}
