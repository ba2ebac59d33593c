import { ExpressionParser } from './parse-expression.ts';
import { Scanner } from './scanner.ts';
import { type Block, type Node, VelocityError } from './syntax.ts';

/** @source "Amazon API Gateway quotas": size of a mapping template */
const maximumLength = 300 * 1024;
const maximumDepth = 100;

/** Reads a mapping template. @throws VelocityError with the line and column of what cannot be read */
export function parseTemplate(text: string): Block {
  if (text.length > maximumLength)
    throw new VelocityError(`A mapping template may have ${maximumLength} characters; this one has ${text.length}`);
  return parseText(text, 0);
}

function parseText(text: string, depth: number): Block {
  const parser = new TemplateParser(text, depth);
  const block = parser.block(depth);
  const { stopped } = parser;
  if (stopped !== undefined) throw parser.scanner.error(`#${stopped} closes nothing`);
  return block;
}

const directive =
  /#(?:\{(set|if|elseif|else|end|foreach|break|stop|define)\}|(set|if|elseif|else|end|foreach|break|stop|define)(?![A-Za-z0-9_-]))/y;

class TemplateParser {
  readonly scanner: Scanner;
  /** The directive that ended the block read last: `end`, `else`, `elseif`. */
  stopped: string | undefined;
  readonly #expressions: ExpressionParser;

  constructor(text: string, depth: number) {
    this.scanner = new Scanner(text);
    this.#expressions = new ExpressionParser(this.scanner, parseText, depth);
  }

  block(depth: number): Block {
    const { scanner } = this;
    if (depth > maximumDepth) throw scanner.error(`Directives nest deeper than ${maximumDepth} levels`);
    const nodes: Node[] = [];
    let text = '';
    const flush = (): void => {
      if (text !== '') nodes.push({ kind: 'text', text });
      text = '';
    };
    this.stopped = undefined;
    while (!scanner.done) {
      text += scanner.match(/[^$#\\]+/y) ?? '';
      if (scanner.done) break;
      const escapes = scanner.match(/\\+(?=[$#])/y)?.length ?? 0;
      if (scanner.peek() === '\\') {
        text += '\\';
        scanner.at += 1;
      } else if (scanner.peek() === '$') {
        const start = scanner.at;
        const reference = this.#expressions.reference();
        if (reference) {
          flush();
          nodes.push({ kind: 'reference', reference, escapes, source: scanner.text.slice(start, scanner.at) });
        } else {
          text += `${'\\'.repeat(escapes)}$`;
          scanner.at += 1;
        }
      } else if (escapes % 2 === 1) {
        text += `${'\\'.repeat((escapes - 1) / 2)}#`;
        scanner.at += 1;
      } else {
        text += '\\'.repeat(escapes / 2);
        if (this.#skipComment()) continue;
        const raw = this.#rawText();
        if (raw !== undefined) {
          text += raw;
          continue;
        }
        const name = this.#directiveName();
        if (name === undefined) {
          text += '#';
          scanner.at += 1;
        } else if (name === 'end' || name === 'else' || name === 'elseif') {
          flush();
          this.stopped = name;
          return nodes;
        } else {
          flush();
          nodes.push(this.#directive(name, depth));
          this.stopped = undefined;
        }
      }
    }
    flush();
    return nodes;
  }

  #skipComment(): boolean {
    const { scanner } = this;
    if (scanner.take('##')) {
      // A line comment takes its line end along.
      scanner.match(/[^\n]*\n?/y);
      return true;
    }
    if (!scanner.take('#*')) return false;
    const end = scanner.text.indexOf('*#', scanner.at);
    scanner.at = end < 0 ? scanner.text.length : end + 2;
    return true;
  }

  #rawText(): string | undefined {
    const { scanner } = this;
    if (!scanner.take('#[[')) return undefined;
    const end = scanner.text.indexOf(']]#', scanner.at);
    if (end < 0) throw scanner.error('"]]#" is missing');
    const text = scanner.text.slice(scanner.at, end);
    scanner.at = end + 3;
    return text;
  }

  /** The name of a directive that begins here, taken together with its `#`; a blank and a line end after it go along for some. */
  #directiveName(): string | undefined {
    const name = this.scanner.match(directive)?.replace(/[#{}]/g, '');
    if (name === 'end' || name === 'else' || name === 'break' || name === 'stop') this.#lineEnd();
    return name;
  }

  /** A directive that ends its line does not leave an empty line behind. */
  #lineEnd(): void {
    this.scanner.match(/[ \t]*\r?\n/y);
  }

  #directive(name: string, depth: number): Node {
    if (name === 'break') return { kind: 'break' };
    if (name === 'stop') return { kind: 'stop' };
    if (name === 'set') return this.#set();
    if (name === 'foreach') return this.#foreach(depth);
    if (name === 'define') return this.#define(depth);
    return this.#if(depth);
  }

  #set(): Node {
    const { scanner } = this;
    scanner.expect('(');
    scanner.blanks();
    const target = this.#expressions.reference();
    if (!target) throw scanner.error('#set has no reference to set');
    scanner.expect('=');
    const value = this.#expressions.expression();
    scanner.expect(')');
    this.#lineEnd();
    return { kind: 'set', target, value };
  }

  #if(depth: number): Node {
    const branches = [{ condition: this.#condition(), body: this.block(depth + 1) }];
    while (this.stopped === 'elseif') branches.push({ condition: this.#condition(), body: this.block(depth + 1) });
    if (this.stopped !== 'else') {
      this.#expectEnd('#if');
      return { kind: 'if', branches };
    }
    const otherwise = { condition: undefined, body: this.block(depth + 1) };
    this.#expectEnd('#else');
    return { kind: 'if', branches: [...branches, otherwise] };
  }

  #condition(): ReturnType<ExpressionParser['expression']> {
    this.scanner.expect('(');
    const condition = this.#expressions.expression();
    this.scanner.expect(')');
    this.#lineEnd();
    return condition;
  }

  #foreach(depth: number): Node {
    const { scanner } = this;
    scanner.expect('(');
    scanner.blanks();
    const variable = this.#expressions.reference()?.name;
    scanner.blanks();
    if (variable === undefined || !scanner.take('in')) throw scanner.error('#foreach is not of the form #foreach($x in $list)');
    const list = this.#expressions.expression();
    scanner.expect(')');
    this.#lineEnd();
    const body = this.block(depth + 1);
    this.#expectEnd('#foreach');
    return { kind: 'foreach', variable, list, body };
  }

  #define(depth: number): Node {
    const { scanner } = this;
    scanner.expect('(');
    scanner.blanks();
    const name = this.#expressions.reference()?.name;
    if (name === undefined) throw scanner.error('#define has no name');
    scanner.expect(')');
    this.#lineEnd();
    const body = this.block(depth + 1);
    this.#expectEnd('#define');
    return { kind: 'define', name, body };
  }

  #expectEnd(opening: string): void {
    if (this.stopped !== 'end') throw this.scanner.error(`${opening} has no #end`);
    this.stopped = undefined;
  }
}
