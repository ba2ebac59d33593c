import { VelocityError } from './syntax.ts';

/** A position in a template's text. */
export class Scanner {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  peek(offset = 0): string {
    return this.text[this.at + offset] ?? '';
  }

  /** Takes `expected` when it comes next. */
  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  /** Takes what a sticky expression matches here; undefined when it does not. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.at += found.length;
    return found;
  }

  blanks(): void {
    this.match(/\s*/y);
  }

  expect(expected: string): void {
    this.blanks();
    if (!this.take(expected)) throw this.error(`"${expected}" is missing`);
  }

  error(message: string): VelocityError {
    const before = this.text.slice(0, this.at).split('\n');
    return new VelocityError(`${message} in line ${before.length}, column ${(before.at(-1) ?? '').length + 1} of the mapping template`);
  }
}
