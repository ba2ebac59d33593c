import type { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import { conditionProblem } from '../expressions/condition-checks.ts';
import type { Comparator, ConditionNode, Operand } from '../expressions/condition-syntax.ts';
import type { PlaceholderValues } from '../expressions/placeholders.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { LiteralReader } from './literal-reader.ts';
import { malformed, placeOf, type Token } from './statement-tokens.ts';

type Expression = Operand | ConditionNode;

const comparators: { readonly [symbol: string]: Comparator } = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};
const conditionFunctions = ['attribute_exists', 'attribute_not_exists', 'attribute_type', 'begins_with', 'contains', 'size'];

/** The names of types after IS, and those that `attribute_type` takes. */
const typeNames: { readonly [name: string]: string } = {
  NULL: 'NULL',
  BOOL: 'BOOL',
  BOOLEAN: 'BOOL',
  STRING: 'S',
  NUMBER: 'N',
  DECIMAL: 'N',
  BINARY: 'B',
  LIST: 'L',
  MAP: 'M',
  STRUCT: 'M',
};

/** Types that PartiQL knows by name and DynamoDB has no test for. */
const otherTypes =
  /^(?:SMALLINT|INT[48]?|INTEGER[48]?|FLOAT|REAL|DOUBLE|NUMERIC|TIMESTAMP|DATE|TIME|CHAR|CHARACTER|VARCHAR|SYMBOL|CLOB|BLOB|BAG|SEXP|TUPLE|MISSING)$/;
/** Where a value or a path should begin, these words are none. @source dynamodb-conformance, recorded from AWS, 2026-10, for IS and LIKE */
const operatorWords = ['AND', 'OR', 'IS', 'IN', 'LIKE', 'BETWEEN', 'UNION', 'EXCEPT', 'INTERSECT'];
const clauseWords = [
  'SELECT',
  'FROM',
  'WHERE',
  'ORDER',
  'BY',
  'GROUP',
  'HAVING',
  'LIMIT',
  'SET',
  'INSERT',
  'INTO',
  'UPDATE',
  'DELETE',
  'VALUES',
];

/** What is wrong with a token that no value begins with. */
export function noTerm({ kind, text }: Token): ServiceError {
  const word = kind === 'name' ? text.toUpperCase() : '';
  return malformed(`Unexpected ${operatorWords.includes(word) ? 'operator' : clauseWords.includes(word) ? 'keyword' : 'term'}`);
}

/** AWS lists the types in another order than for expressions. @source captured in eu-west-2, 2026-09, by floci's tests */
const validTypes = 'valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}';

/** Parentheses within one another, so that no statement exhausts the stack. */
const nestingMax = 200;

/** Reads the conditions of statements into those of expressions. */
export class WhereReader extends LiteralReader {
  readonly #values: { [placeholder: string]: AttributeValue } = {};
  #valueCount = 0;
  #nesting = 0;

  /** The values of all that was read, by the placeholders that stand for them. */
  get values(): PlaceholderValues {
    return this.#values;
  }

  /** The condition after WHERE, or undefined when there is no WHERE. @throws ServiceError ValidationException */
  takeWhere(): ConditionNode | undefined {
    if (!this.takeWord('WHERE')) return undefined;
    const condition = this.#condition(this.#or());
    const problem = conditionProblem(condition, this.values);
    if (problem !== undefined) throw validationError(problem.replace(/valid types: \{.*\}/, validTypes));
    return condition;
  }

  placeholderOf(value: AttributeValue): string {
    const placeholder = `:${this.#valueCount++}`;
    this.#values[placeholder] = value;
    return placeholder;
  }

  /** A path, a value, or a call with operands of those kinds. @throws ServiceError ValidationException */
  takeOperand(): Operand {
    const value = this.takeValue();
    if (value) return { kind: 'value', placeholder: this.placeholderOf(value) };
    const token = this.current;
    const word = token.kind === 'name' ? token.text.toUpperCase() : '';
    const isName = token.kind === 'quoted' || (token.kind === 'name' && !operatorWords.includes(word) && !clauseWords.includes(word));
    if (!isName) throw noTerm(token);
    this.next();
    if (token.kind === 'name' && this.isSymbol('(')) return this.takeCall(token);
    return { kind: 'path', path: this.takePathTail(token.text) };
  }

  /** @param token the function's name, which has been taken */
  takeCall(token: Token): Operand {
    const name = token.text.toLowerCase();
    if (!conditionFunctions.includes(name)) throw validationError(`Unrecognized function: ${name} at ${placeOf(token)}`);
    return { kind: 'function', name, operands: this.takeOperands() };
  }

  takeOperands(): readonly Operand[] {
    this.#deeper();
    this.expectSymbol('(', 'LEFT_PAREN');
    const operands: Operand[] = [];
    if (!this.takeSymbol(')')) {
      do operands.push(this.takeOperand());
      while (this.takeSymbol(','));
      this.expectSymbol(')', 'RIGHT_PAREN');
    }
    this.#nesting--;
    return operands;
  }

  #deeper(): void {
    if (++this.#nesting > nestingMax) throw malformed('The statement is nested too deeply');
  }

  #or(): Expression {
    const first = this.#and();
    if (!this.isWord('OR')) return first;
    const conditions = [this.#condition(first)];
    while (this.isWord('OR')) {
      this.takeInfix();
      conditions.push(this.#condition(this.#and()));
    }
    return { kind: 'OR', conditions };
  }

  #and(): Expression {
    const first = this.#not();
    if (!this.isWord('AND')) return first;
    const conditions = [this.#condition(first)];
    while (this.isWord('AND')) {
      this.takeInfix();
      conditions.push(this.#condition(this.#not()));
    }
    return { kind: 'AND', conditions };
  }

  #not(): Expression {
    let negations = 0;
    while (this.takeWord('NOT')) negations++;
    const expression = this.#predicate();
    if (negations === 0) return expression;
    const condition = this.#condition(expression);
    return negations % 2 === 1 ? { kind: 'NOT', condition } : condition;
  }

  /** A function that is a condition counts as one; any other operand does not. */
  #condition(expression: Expression): ConditionNode {
    if (expression.kind === 'path' || expression.kind === 'value') throw malformed('Expected condition');
    return expression;
  }

  #predicate(): Expression {
    const left = this.#primary();
    const comparator = this.current.kind === 'symbol' ? comparators[this.current.text] : undefined;
    if (comparator) {
      this.takeInfix();
      return this.#comparison(left, comparator, this.#primary());
    }
    if (this.takeWord('IS')) return this.#is(this.#operand(left));
    const negated = this.isWord('NOT');
    if (negated) this.next();
    const condition = this.#range(left);
    if (!condition) {
      if (negated) throw malformed('Expected condition');
      return left;
    }
    return negated ? { kind: 'NOT', condition } : condition;
  }

  #range(left: Expression): ConditionNode | undefined {
    if (this.takeWord('BETWEEN')) {
      const operand = this.#operand(left);
      const low = this.takeOperand();
      this.expectWord('AND');
      return { kind: 'comparison', operator: 'BETWEEN', operand, others: [low, this.takeOperand()] };
    }
    if (!this.takeWord('IN')) return undefined;
    const others = this.#candidates();
    if (this.#isCondition(left)) return { kind: 'OR', conditions: others.map((other) => this.#equals(left, other)) };
    return { kind: 'comparison', operator: 'IN', operand: this.#operand(left), others };
  }

  #candidates(): readonly Operand[] {
    if (this.isSymbol('(')) return this.takeOperands();
    const [open, close, expected] = this.isSymbol('<<') ? ['<<', '>>', 'RIGHT_DOUBLE_ANGLE_BRACKET'] : ['[', ']', 'RIGHT_BRACKET'];
    this.expectSymbol(open, 'LEFT_BRACKET');
    const candidates: Operand[] = [];
    do candidates.push(this.takeOperand());
    while (this.takeSymbol(','));
    this.expectSymbol(close, expected);
    return candidates;
  }

  #primary(): Expression {
    if (!this.isSymbol('(')) return this.takeOperand();
    this.#deeper();
    this.next();
    const inside = this.#or();
    this.expectSymbol(')', 'RIGHT_PAREN');
    this.#nesting--;
    return inside;
  }

  #operand(expression: Expression): Operand {
    if (expression.kind === 'path' || expression.kind === 'value' || expression.kind === 'function') return expression;
    throw malformed('Expected value');
  }

  #comparison(left: Expression, operator: Comparator, right: Expression): ConditionNode {
    const [condition, other] = this.#isCondition(left) ? [left, right] : [right, left];
    if (!this.#isCondition(condition))
      return { kind: 'comparison', operator, operand: this.#operand(left), others: [this.#operand(right)] };
    if (operator !== '=' && operator !== '<>') {
      throw validationError(`Incorrect operand type for operator or function; operator or function: ${operator}, operand type: BOOL`);
    }
    const equal = this.#equals(condition, other);
    return operator === '=' ? equal : { kind: 'NOT', condition: equal };
  }

  #isCondition(it: Expression): it is ConditionNode {
    return it.kind === 'function' ? it.name !== 'size' : it.kind !== 'path' && it.kind !== 'value';
  }

  /** A condition may stand where a value may: `attribute_exists(a) = true`. */
  #equals(condition: ConditionNode, other: Expression): ConditionNode {
    const negated: ConditionNode = { kind: 'NOT', condition };
    const value = other.kind === 'value' ? this.#values[other.placeholder] : undefined;
    if (value) {
      // Another kind of value equals no truth.
      if (!('BOOL' in value)) return { kind: 'AND', conditions: [condition, negated] };
      return value.BOOL ? condition : negated;
    }
    const [whenTrue, whenFalse] = this.#isCondition(other)
      ? [other, { kind: 'NOT' as const, condition: other }]
      : [this.#isTruth(other, true), this.#isTruth(other, false)];
    return {
      kind: 'OR',
      conditions: [
        { kind: 'AND', conditions: [condition, whenTrue] },
        { kind: 'AND', conditions: [negated, whenFalse] },
      ],
    };
  }

  #isTruth(operand: Operand, BOOL: boolean): ConditionNode {
    return { kind: 'comparison', operator: '=', operand, others: [{ kind: 'value', placeholder: this.placeholderOf({ BOOL }) }] };
  }

  #is(operand: Operand): ConditionNode {
    const negated = this.takeWord('NOT');
    const condition = this.#isOfType(operand, this.takeTypeName());
    return negated ? { kind: 'NOT', condition } : condition;
  }

  /** @throws ServiceError ValidationException for a word that names no type */
  takeTypeName(): string {
    const word = this.current.kind === 'name' ? this.current.text.toUpperCase() : '';
    if (!Object.hasOwn(typeNames, word) && !otherTypes.test(word)) throw malformed('Expected type name');
    this.next();
    if (word === 'DOUBLE') this.expectWord('PRECISION');
    if (word === 'CHARACTER') this.takeWord('VARYING');
    return word;
  }

  #isOfType(operand: Operand, word: string): ConditionNode {
    if (word === 'MISSING') return { kind: 'function', name: 'attribute_not_exists', operands: [operand] };
    const type = Object.hasOwn(typeNames, word) ? typeNames[word] : word;
    const placeholder = this.placeholderOf({ S: type ?? word });
    return { kind: 'function', name: 'attribute_type', operands: [operand, { kind: 'value', placeholder }] };
  }
}
