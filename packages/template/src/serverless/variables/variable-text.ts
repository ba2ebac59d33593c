import type { Value } from '../../template.ts';

/**
 * A text with variables in it, taken apart. Whatever is not Serverless's own syntax, CloudFormation's `${AWS::Region}`
 * above all, stays plain text.
 * @source "Variables" and "Variables syntax", Serverless Framework v3 guide; observed on osls 3.77 and 4.3
 */
export interface VariableText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** The part from `start` to `end` is replaced: by what the first source that answers gives, or by fixed text (an escape). */
export type Piece = { readonly start: number; readonly end: number } & (
  | { readonly sources: readonly Source[] }
  | { readonly fixed: string }
);

export type Source = { readonly literal: Value } | SourceCall;

/** `type(parameters):address` */
export interface SourceCall {
  readonly type: string;
  readonly parameters?: readonly (VariableText | { readonly literal: Value })[];
  readonly address?: VariableText;
}

/** What is wrong with the syntax, in Serverless's words. */
export class VariableSyntaxError extends Error {}

/** @returns undefined when the text has no variables */
export function parseVariableText(text: string): VariableText | undefined {
  if (!text.includes('${')) return undefined;
  const pieces = new VariableParser(text).parse();
  return pieces.length > 0 ? { text, pieces } : undefined;
}

/** Text in which `pieces` are all there is to replace. */
function plain(text: string, pieces: readonly Piece[], offset: number): VariableText {
  return { text, pieces: pieces.map((it) => ({ ...it, start: it.start - offset, end: it.end - offset })) };
}

class VariableParser {
  readonly #text: string;
  #at = 0;
  /** Variables inside variables, counted so that a hostile text cannot exhaust the stack. */
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): readonly Piece[] {
    const pieces: Piece[] = [];
    while (this.#at < this.#text.length) {
      if (this.#peek() === '\\') this.#escape(pieces);
      else this.#step(pieces, false);
    }
    return pieces;
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  get #ended(): boolean {
    return this.#at >= this.#text.length;
  }

  /** One character further, or behind the variable that begins here. */
  #step(pieces: Piece[], nested: boolean): void {
    const start = this.#at;
    while (this.#peek() === '$') this.#at += 1;
    // More than one dollar sign before the bracket goes with the variable; what follows a lone one has no meaning of its own.
    if (this.#at > start && this.#peek() === '{') this.#variable(pieces, start, nested);
    else this.#at += 1;
  }

  /** Before `${` two backslashes stand for one, and an odd one keeps the variable from being one. */
  #escape(pieces: Piece[]): void {
    const start = this.#at;
    while (this.#peek() === '\\') this.#at += 1;
    const count = this.#at - start;
    if (!this.#text.startsWith('${', this.#at)) {
      if (count % 2 === 1 && this.#peek() === '$') this.#at += 1;
      return;
    }
    const kept = '\\'.repeat(Math.floor(count / 2));
    if (count % 2 === 0) {
      pieces.push({ start, end: this.#at, fixed: kept });
      return;
    }
    pieces.push({ start, end: this.#at + 1, fixed: `${kept}$` });
    this.#at += 2;
  }

  /** At the bracket.
   *
   * @param start where its dollar sign is
   * @param nested inside another variable's address or parameters, where nothing foreign may stand */
  #variable(pieces: Piece[], start: number, nested: boolean): void {
    this.#depth += 1;
    if (this.#depth > 100) throw new VariableSyntaxError('Excessive variables nest depth');
    this.#at += 1;
    const call = this.#firstSource(nested);
    if (call) pieces.push({ start, sources: this.#moreSources(call), end: this.#at });
    else this.#foreign(pieces);
    this.#depth -= 1;
  }

  /** The first source must be a call; anything else is foreign, `${Table.Arn}` for instance. */
  #firstSource(nested: boolean): SourceCall | undefined {
    const start = this.#at;
    const type = /[a-z][a-zA-Z0-9.-]*/y;
    type.lastIndex = start;
    const name = type.exec(this.#text)?.[0] ?? '';
    this.#at = start + name.length;
    const isCall =
      name !== '' && (this.#peek() === ':' || this.#peek() === '(') && !(this.#peek() === ':' && !nested && this.#namesPseudoParameter());
    if (isCall) return this.#call(name);
    if (nested && this.#ended) throw this.#unterminated();
    if (nested) throw this.#error('type', name === '' ? this.#at : start);
    return undefined;
  }

  /** `${aws::region}` has two colons: it belongs to CloudFormation. */
  #namesPseudoParameter(): boolean {
    return /^: *:/.test(this.#text.slice(this.#at, this.#at + 20));
  }

  #foreign(pieces: Piece[]): void {
    while (!this.#ended && this.#peek() !== '}') this.#step(pieces, false);
    if (!this.#ended) this.#at += 1;
  }

  /** At `:` or `(` behind the type. Leaves the reader at `,` or `}`. */
  #call(type: string): SourceCall {
    const parameters = this.#peek() === '(' ? this.#parameters() : undefined;
    this.#skipBlanks();
    let address: VariableText | undefined;
    if (this.#peek() === ':') {
      this.#at += 1;
      this.#skipBlanks();
      if (this.#peek() === ':') throw this.#error('address', this.#at);
      if (this.#peek() !== ',' && this.#peek() !== '}') address = this.#address();
    } else if (this.#peek() !== ',' && this.#peek() !== '}') {
      if (this.#ended) throw this.#unterminated();
      throw this.#error('address', this.#at);
    }
    return { type, ...(parameters && { parameters }), ...(address && { address }) };
  }

  #address(): VariableText {
    const start = this.#at;
    if (this.#peek() === '"' || this.#peek() === "'") {
      const text = this.#quoted();
      if (this.#ended) throw this.#unterminated();
      if (this.#peek() !== ',' && this.#peek() !== '}') throw this.#error('address', start);
      return { text, pieces: [] };
    }
    return this.#until(',}', '');
  }

  #parameters(): (VariableText | { readonly literal: Value })[] {
    const parameters: (VariableText | { readonly literal: Value })[] = [];
    this.#at += 1;
    for (;;) {
      this.#skipBlanks();
      if (this.#peek() === ')') {
        this.#at += 1;
        return parameters;
      }
      const start = this.#at;
      if (this.#peek() === ',') parameters.push({ literal: null });
      else if (this.#peek() === '"' || this.#peek() === "'") parameters.push({ literal: this.#quoted() });
      else {
        const parameter = this.#until(',)', '}');
        const literal = literalOf(parameter.text);
        // 0 and false count as no parameter at all.
        parameters.push(parameter.pieces.length > 0 ? parameter : { literal: literal === undefined ? parameter.text : literal || null });
      }
      if (this.#peek() === ',') this.#at += 1;
      else if (this.#peek() !== ')') throw this.#error('param', start);
    }
  }

  /** Reads up to one of the characters `ends`, variables included. */
  #until(ends: string, refused: string): VariableText {
    const start = this.#at;
    const pieces: Piece[] = [];
    while (!this.#ended && !ends.includes(this.#peek())) {
      if (refused.includes(this.#peek())) throw this.#error('param', start);
      this.#step(pieces, true);
    }
    if (this.#ended) throw this.#unterminated();
    return plain(this.#text.slice(start, this.#at).trim(), pieces, start);
  }

  /** At `,` or `}` behind the first source: the fallbacks. */
  #moreSources(first: SourceCall): Source[] {
    const sources: Source[] = [first];
    while (this.#peek() === ',') {
      this.#at += 1;
      this.#skipBlanks();
      sources.push(this.#fallback());
    }
    if (this.#peek() !== '}') throw this.#unterminated();
    this.#at += 1;
    return sources;
  }

  #fallback(): Source {
    const start = this.#at;
    if (this.#ended) throw this.#unterminated();
    if (this.#peek() === '"' || this.#peek() === "'") {
      const literal = this.#quoted();
      if (this.#ended) throw this.#unterminated();
      // A literal always answers, so nothing may follow it.
      if (this.#peek() !== '}') throw this.#error('source', start);
      return { literal };
    }
    const word = /[a-zA-Z0-9. -]*/y;
    word.lastIndex = start;
    const name = word.exec(this.#text)?.[0] ?? '';
    this.#at = start + name.length;
    if (this.#ended) throw this.#unterminated();
    if (this.#peek() === ':' || this.#peek() === '(') {
      if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) throw this.#error('source', start);
      return this.#call(name);
    }
    if (name === '' || this.#peek() !== '}') throw this.#error('source', start);
    const literal = literalOf(name.trim());
    if (literal === undefined)
      throw new VariableSyntaxError(`Invalid literal source "${name.trim()}" at index ${start} in "${this.#text}"`);
    return { literal };
  }

  /** A quoted text and the blanks behind it. */
  #quoted(): string {
    const start = this.#at;
    const pattern = this.#peek() === '"' ? /"(?:[^"\\]|\\[\s\S])*"/y : /'[^']*'/y;
    pattern.lastIndex = start;
    const quoted = pattern.exec(this.#text)?.[0];
    if (quoted === undefined) throw this.#unterminated();
    this.#at = start + quoted.length;
    this.#skipBlanks();
    if (quoted.startsWith("'")) return quoted.slice(1, -1);
    try {
      return String(JSON.parse(quoted));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new VariableSyntaxError(`Invalid string literal at index ${start} in "${this.#text}": ${reason}`, { cause: error });
    }
  }

  #skipBlanks(): void {
    while (this.#peek() === ' ') this.#at += 1;
  }

  #error(what: 'address' | 'param' | 'source' | 'type', index: number): VariableSyntaxError {
    return new VariableSyntaxError(`Invalid variable ${what} at index ${index} in "${this.#text}"`);
  }

  #unterminated(): VariableSyntaxError {
    return new VariableSyntaxError(`Missing variable closing bracket in ${this.#text}`);
  }
}

function literalOf(word: string): Value | undefined {
  if (word === 'true') return true;
  if (word === 'false') return false;
  if (word === 'null') return null;
  return word === '' || Number.isNaN(Number(word)) ? undefined : Number(word);
}
