import { type DocumentPath, readPath, readPathTail } from './document-path.ts';
import type { Tokens } from './tokens.ts';

export interface PathOperand {
  readonly kind: 'path';
  /** With its placeholders as parsed; with the names they stand for once checked. */
  path: DocumentPath;
}
export interface ValueOperand {
  readonly kind: 'value';
  readonly placeholder: string;
}
export interface FunctionCall {
  readonly kind: 'function';
  readonly name: string;
  readonly operands: readonly Operand[];
}
export type Operand = PathOperand | ValueOperand | FunctionCall;

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';
export interface Comparison {
  readonly kind: 'comparison';
  readonly operator: Comparator | 'BETWEEN' | 'IN';
  readonly operand: Operand;
  /** One; two bounds of BETWEEN; the candidates of IN. */
  readonly others: readonly Operand[];
}
export interface Combination {
  readonly kind: 'AND' | 'OR';
  readonly conditions: readonly ConditionNode[];
}
export interface Negation {
  readonly kind: 'NOT';
  readonly condition: ConditionNode;
}
export type ConditionNode = Combination | Negation | Comparison | FunctionCall;

/** A condition that was found right. */
export interface ConditionSyntax {
  readonly root: ConditionNode;
  /** Top-level attributes it reads. */
  readonly attributeNames: readonly string[];
  /** Those of them that it reads inside of. */
  readonly nestedAttributeNames: readonly string[];
  /** The comparisons and functions whose operands include values of the request, in their order. */
  readonly leavesWithValues: readonly (Comparison | FunctionCall)[];
}

export const redundantParentheses = 'The expression has redundant parentheses;';

export interface ReadCondition {
  readonly root: ConditionNode;
  /** `((a = :b))`, which AWS refuses. */
  readonly redundantParentheses: boolean;
}

/** Reads the grammar that conditions, filters and key conditions share. @throws ServiceError ValidationException for its syntax */
export function readCondition(tokens: Tokens): ReadCondition {
  const reader = new ConditionReader(tokens);
  const root = reader.read();
  return { root, redundantParentheses: reader.redundantParentheses };
}

/**
 * Parentheses may hold a condition or an operand, `(a = :b) OR (a) = :c`, and only what follows tells which. So reading what
 * may be either returns either, and who needs a condition asks for one.
 */
class ConditionReader {
  redundantParentheses = false;
  readonly #tokens: Tokens;
  /** What the last closing parenthesis closed. */
  #parenthesized: Operand | ConditionNode | undefined;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  read(): ConditionNode {
    const root = this.#asCondition(this.#disjunction());
    if (this.#tokens.current.kind !== 'end') throw this.#tokens.syntaxError();
    return root;
  }

  #disjunction(): Operand | ConditionNode {
    const first = this.#conjunction();
    if (!this.#tokens.isKeyword('OR')) return first;
    const conditions = [this.#asCondition(first)];
    while (this.#tokens.takeKeyword('OR')) {
      this.#tokens.countOperator();
      conditions.push(this.#asCondition(this.#conjunction()));
    }
    return { kind: 'OR', conditions };
  }

  #conjunction(): Operand | ConditionNode {
    const first = this.#negation();
    if (!this.#tokens.isKeyword('AND')) return first;
    const conditions = [this.#asCondition(first)];
    while (this.#tokens.takeKeyword('AND')) {
      this.#tokens.countOperator();
      conditions.push(this.#asCondition(this.#negation()));
    }
    return { kind: 'AND', conditions };
  }

  #negation(): Operand | ConditionNode {
    let count = 0;
    while (this.#tokens.takeKeyword('NOT')) {
      this.#tokens.countOperator();
      count++;
    }
    const read = this.#comparison();
    if (count === 0) return read;
    let condition = this.#asCondition(read);
    for (; count > 0; count--) condition = { kind: 'NOT', condition };
    return condition;
  }

  #comparison(): Operand | ConditionNode {
    const tokens = this.#tokens;
    const first = tokens.isSymbol('(') ? this.#parentheses(() => this.#disjunction()) : this.#operand();
    if (!isOperand(first)) return first;
    const operator = this.#takeOperator();
    if (operator === undefined) return first;
    tokens.countOperator();
    if (operator === 'IN') {
      tokens.expectSymbol('(');
      const others = this.#operands();
      tokens.expectSymbol(')');
      return { kind: 'comparison', operator, operand: first, others };
    }
    const others = [this.#operand()];
    if (operator === 'BETWEEN') {
      if (!tokens.takeKeyword('AND')) throw tokens.syntaxError();
      others.push(this.#operand());
    }
    return { kind: 'comparison', operator, operand: first, others };
  }

  #takeOperator(): Comparison['operator'] | undefined {
    const { kind, text } = this.#tokens.current;
    if (kind === 'symbol' && isComparator(text)) {
      this.#tokens.next();
      return text;
    }
    if (this.#tokens.takeKeyword('BETWEEN')) return 'BETWEEN';
    return this.#tokens.takeKeyword('IN') ? 'IN' : undefined;
  }

  #operand(): Operand {
    const tokens = this.#tokens;
    if (tokens.isSymbol('(')) return this.#parentheses(() => this.#operand());
    if (tokens.current.kind === ':') return { kind: 'value', placeholder: tokens.next().text };
    if (tokens.current.kind === 'name') {
      if (keywords.some((it) => tokens.isKeyword(it))) throw tokens.syntaxError();
      if (tokens.following?.text === '(') return this.#functionCall();
    }
    return { kind: 'path', path: readPath(tokens) };
  }

  #functionCall(): FunctionCall {
    const name = this.#tokens.next().text;
    this.#tokens.next();
    const operands = this.#tokens.nested(() => this.#operands(), nestedFunctionFault(name));
    this.#tokens.expectSymbol(')');
    return { kind: 'function', name, operands };
  }

  #operands(): readonly Operand[] {
    const operands = [this.#operand()];
    while (this.#tokens.takeSymbol(',')) operands.push(this.#operand());
    return operands;
  }

  #parentheses<T extends Operand | ConditionNode>(read: () => T): T | PathOperand {
    this.#tokens.next();
    const inside = this.#tokens.nested(read, redundantParentheses);
    this.#tokens.expectSymbol(')');
    if (inside === this.#parenthesized) this.redundantParentheses = true;
    this.#parenthesized = inside;
    if (inside.kind !== 'path') return inside;
    const path = readPathTail(this.#tokens, inside.path);
    return path === inside.path ? inside : { kind: 'path', path };
  }

  /** A function is a condition where one is needed. */
  #asCondition(read: Operand | ConditionNode): ConditionNode {
    if (read.kind === 'path' || read.kind === 'value') throw this.#tokens.syntaxError();
    return read;
  }
}

/** What is wrong with a function of a function, and so on: `size` alone may stand in another, and `size` has no size. */
function nestedFunctionFault(name: string): string {
  return name === 'size'
    ? 'Incorrect operand type for operator or function; operator or function: size, operand type: N'
    : `Invalid function name; function: ${name}`;
}

const keywords = ['AND', 'OR', 'NOT', 'BETWEEN', 'IN'];

function isOperand(read: Operand | ConditionNode): read is Operand {
  return read.kind === 'path' || read.kind === 'value' || read.kind === 'function';
}

function isComparator(text: string): text is Comparator {
  return text === '=' || text === '<>' || text === '<' || text === '<=' || text === '>' || text === '>=';
}
