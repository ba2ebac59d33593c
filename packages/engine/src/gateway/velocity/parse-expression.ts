import type { Scanner } from './scanner.ts';
import type { Accessor, BinaryOperator, Block, Expression, Reference } from './syntax.ts';

const identifier = /[A-Za-z_][A-Za-z0-9_-]*/y;

/** Binds weakest first. Words are Velocity's alternatives for the signs. */
const levels: readonly { readonly [spelling: string]: BinaryOperator }[] = [
  { '||': '||', or: '||' },
  { '&&': '&&', and: '&&' },
  { '==': '==', eq: '==', '!=': '!=', ne: '!=' },
  { '<=': '<=', le: '<=', '>=': '>=', ge: '>=', '<': '<', lt: '<', '>': '>', gt: '>' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/', '%': '%' },
];

const maximumDepth = 100;

/** Reads expressions; `parseBlock` reads the inside of a double-quoted string, which is a template itself. */
export class ExpressionParser {
  readonly #scanner: Scanner;
  readonly #parseBlock: (text: string, depth: number) => Block;
  #depth: number;

  constructor(scanner: Scanner, parseBlock: (text: string, depth: number) => Block, depth: number) {
    this.#scanner = scanner;
    this.#parseBlock = parseBlock;
    this.#depth = depth;
  }

  expression(level = 0): Expression {
    const operators = levels[level];
    if (!operators) return this.#unary();
    let left = this.expression(level + 1);
    for (;;) {
      const operator = this.#operator(operators);
      if (!operator) return left;
      left = { kind: 'binary', operator, left, right: this.expression(level + 1) };
    }
  }

  #operator(operators: { readonly [spelling: string]: BinaryOperator }): BinaryOperator | undefined {
    const scanner = this.#scanner;
    scanner.blanks();
    for (const [spelling, operator] of Object.entries(operators)) {
      if (!scanner.text.startsWith(spelling, scanner.at)) continue;
      const isWord = /[a-z]/.test(spelling);
      if (isWord && /[A-Za-z0-9_-]/.test(scanner.peek(spelling.length))) continue;
      scanner.at += spelling.length;
      return operator;
    }
    return undefined;
  }

  #unary(): Expression {
    const scanner = this.#scanner;
    this.#depth += 1;
    if (this.#depth > maximumDepth) throw scanner.error(`Expressions nest deeper than ${maximumDepth} levels`);
    try {
      scanner.blanks();
      if (scanner.peek() === '!' || /^not\b/.test(scanner.text.slice(scanner.at, scanner.at + 4))) {
        scanner.at += scanner.peek() === '!' ? 1 : 3;
        return { kind: 'not', operand: this.#unary() };
      }
      return this.#primary();
    } finally {
      this.#depth -= 1;
    }
  }

  #primary(): Expression {
    const scanner = this.#scanner;
    const next = scanner.peek();
    if (scanner.take('(')) {
      const inner = this.expression();
      scanner.expect(')');
      return inner;
    }
    if (next === '"') return this.#doubleQuoted();
    if (next === "'") return { kind: 'literal', value: this.#quoted("'") };
    if (next === '[') return this.#list();
    if (next === '{') return this.#map();
    if (next === '$') {
      const reference = this.reference();
      if (!reference) throw scanner.error('A reference has no name');
      return { kind: 'reference', reference };
    }
    const number = scanner.match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\w)/y) ?? scanner.match(/-?\d+(?=\.\.)/y);
    if (number !== undefined) return { kind: 'literal', value: Number(number) };
    const word = scanner.match(/(?:true|false|null)\b/y);
    if (word !== undefined) return { kind: 'literal', value: word === 'null' ? null : word === 'true' };
    throw scanner.error(scanner.done ? 'The template ends inside an expression' : `"${next}" begins no expression`);
  }

  #doubleQuoted(): Expression {
    const text = this.#quoted('"');
    if (!/[$#]/.test(text)) return { kind: 'literal', value: text };
    return { kind: 'interpolated', template: this.#parseBlock(text, this.#depth + 1) };
  }

  /** A quote inside is written twice; a backslash escapes nothing. */
  #quoted(quote: string): string {
    const scanner = this.#scanner;
    scanner.at += 1;
    let text = '';
    for (;;) {
      const end = scanner.text.indexOf(quote, scanner.at);
      if (end < 0) throw scanner.error('A string is not closed');
      text += scanner.text.slice(scanner.at, end);
      scanner.at = end + 1;
      if (scanner.peek() !== quote) return text;
      text += quote;
      scanner.at += 1;
    }
  }

  #list(): Expression {
    const scanner = this.#scanner;
    scanner.expect('[');
    scanner.blanks();
    if (scanner.take(']')) return { kind: 'list', items: [] };
    const first = this.expression();
    scanner.blanks();
    if (scanner.take('..')) {
      const to = this.expression();
      scanner.expect(']');
      return { kind: 'range', from: first, to };
    }
    const items = [first, ...this.#rest()];
    scanner.expect(']');
    return { kind: 'list', items };
  }

  #map(): Expression {
    const scanner = this.#scanner;
    scanner.expect('{');
    const entries: [Expression, Expression][] = [];
    scanner.blanks();
    if (scanner.take('}')) return { kind: 'map', entries };
    do {
      const key = this.expression();
      scanner.expect(':');
      entries.push([key, this.expression()]);
      scanner.blanks();
    } while (scanner.take(','));
    scanner.expect('}');
    return { kind: 'map', entries };
  }

  #rest(): readonly Expression[] {
    const items: Expression[] = [];
    this.#scanner.blanks();
    while (this.#scanner.take(',')) {
      items.push(this.expression());
      this.#scanner.blanks();
    }
    return items;
  }

  /** `$name`, `$!name`, `${name}` and what follows; undefined, and nothing taken, when the `$` begins no reference. */
  reference(): Reference | undefined {
    const scanner = this.#scanner;
    const start = scanner.at;
    scanner.take('$');
    scanner.take('!');
    const braced = scanner.take('{');
    const name = scanner.match(identifier);
    if (name === undefined) {
      scanner.at = start;
      return undefined;
    }
    const path: Accessor[] = [];
    for (;;) {
      const accessor = this.#accessor();
      if (!accessor) break;
      path.push(accessor);
    }
    if (braced && !scanner.take('}')) {
      scanner.at = start;
      return undefined;
    }
    return { name, path };
  }

  #accessor(): Accessor | undefined {
    const scanner = this.#scanner;
    if (scanner.peek() === '[') {
      const start = scanner.at;
      scanner.at += 1;
      const index = this.expression();
      scanner.blanks();
      if (scanner.take(']')) return { kind: 'index', index };
      scanner.at = start;
      return undefined;
    }
    if (scanner.peek() !== '.' || !/[A-Za-z_]/.test(scanner.peek(1))) return undefined;
    scanner.at += 1;
    const name = scanner.match(identifier) ?? '';
    if (!scanner.take('(')) return { kind: 'property', name };
    scanner.blanks();
    if (scanner.take(')')) return { kind: 'call', name, arguments: [] };
    const first = this.expression();
    const all = [first, ...this.#rest()];
    scanner.expect(')');
    return { kind: 'call', name, arguments: all };
  }
}
