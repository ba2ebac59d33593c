import { type FunctionCall, type Operand, type PathOperand, redundantParentheses } from './condition-syntax.ts';
import { type DocumentPath, readPath } from './document-path.ts';
import type { Tokens } from './tokens.ts';

export interface Arithmetic {
  readonly kind: 'arithmetic';
  readonly operator: '+' | '-';
  readonly left: Operand;
  readonly right: Operand;
}
export type SetValue = Operand | Arithmetic;

export interface SetAction {
  readonly section: 'SET';
  readonly target: PathOperand;
  readonly value: SetValue;
}
export interface RemoveAction {
  readonly section: 'REMOVE';
  readonly target: PathOperand;
}
export interface SetMembersAction {
  readonly section: 'ADD' | 'DELETE';
  readonly target: PathOperand;
  readonly placeholder: string;
}
export type UpdateAction = SetAction | RemoveAction | SetMembersAction;
export type Section = UpdateAction['section'];

/** An update that was found right. */
export interface UpdateSyntax {
  readonly actions: readonly UpdateAction[];
  /** The paths it writes. */
  readonly paths: readonly DocumentPath[];
  /** Top-level attributes that it reads or writes inside of. */
  readonly nestedAttributeNames: readonly string[];
  /** Whether it makes an item where there is none: an update that only takes away does not. */
  readonly createsItem: boolean;
}

export interface ReadUpdate {
  readonly sections: readonly Section[];
  readonly actions: readonly UpdateAction[];
  readonly redundantParentheses: boolean;
}

/** @throws ServiceError ValidationException for an update's syntax */
export function readUpdate(tokens: Tokens): ReadUpdate {
  return new UpdateReader(tokens).read();
}

const sectionNames: readonly Section[] = ['SET', 'REMOVE', 'ADD', 'DELETE'];

class UpdateReader {
  readonly #tokens: Tokens;
  #redundantParentheses = false;
  #parenthesized: SetValue | undefined;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  read(): ReadUpdate {
    const sections: Section[] = [];
    const actions: UpdateAction[] = [];
    do {
      const section = sectionNames.find((it) => this.#tokens.takeKeyword(it));
      if (!section) throw this.#tokens.syntaxError();
      sections.push(section);
      do actions.push(this.#action(section));
      while (this.#tokens.takeSymbol(','));
    } while (this.#tokens.current.kind !== 'end');
    return { sections, actions, redundantParentheses: this.#redundantParentheses };
  }

  #action(section: Section): UpdateAction {
    const target = this.#path();
    if (section === 'REMOVE') return { section, target };
    if (section === 'SET') {
      this.#tokens.expectSymbol('=');
      return { section, target, value: this.#value() };
    }
    if (this.#tokens.current.kind !== ':') throw this.#tokens.syntaxError();
    return { section, target, placeholder: this.#tokens.next().text };
  }

  #path(): PathOperand {
    if (sectionNames.some((it) => this.#tokens.isKeyword(it))) throw this.#tokens.syntaxError();
    return { kind: 'path', path: readPath(this.#tokens) };
  }

  /** `a`, `a + b`, or either in parentheses. */
  #value(): SetValue {
    const left = this.#tokens.isSymbol('(') ? this.#parentheses(() => this.#value()) : this.#operand();
    const operator = this.#tokens.isSymbol('+') ? '+' : this.#tokens.isSymbol('-') ? '-' : undefined;
    if (!operator) return left;
    if (left.kind === 'arithmetic') throw this.#tokens.syntaxError();
    this.#tokens.next();
    this.#tokens.countOperator();
    return { kind: 'arithmetic', operator, left, right: this.#operand() };
  }

  #operand(): Operand {
    const tokens = this.#tokens;
    if (tokens.isSymbol('(')) return this.#parentheses(() => this.#operand());
    if (tokens.current.kind === ':') return { kind: 'value', placeholder: tokens.next().text };
    if (tokens.current.kind === 'name' && tokens.following?.text === '(') return this.#functionCall();
    return this.#path();
  }

  #functionCall(): FunctionCall {
    const name = this.#tokens.next().text;
    this.#tokens.next();
    const operands = this.#tokens.nested(() => this.#operands(), `Invalid function name; function: ${name}`);
    this.#tokens.expectSymbol(')');
    return { kind: 'function', name, operands };
  }

  #operands(): readonly Operand[] {
    const operands = [this.#operand()];
    while (this.#tokens.takeSymbol(',')) operands.push(this.#operand());
    return operands;
  }

  #parentheses<T extends SetValue>(read: () => T): T {
    this.#tokens.next();
    const inside = this.#tokens.nested(read, redundantParentheses);
    this.#tokens.expectSymbol(')');
    if (inside === this.#parenthesized) this.#redundantParentheses = true;
    this.#parenthesized = inside;
    return inside;
  }
}
