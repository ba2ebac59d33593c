import type { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import type { Operand } from '../expressions/condition-syntax.ts';
import { type DocumentPath, findPathConflicts, samePath } from '../expressions/document-path.ts';
import type { SetValue, UpdateAction } from '../expressions/update-syntax.ts';
import { type AttributeValue, attributeType, checkItem } from '../values/attribute-value.ts';
import type {
  DeleteStatement,
  InsertStatement,
  Order,
  Returning,
  SelectStatement,
  Source,
  Statement,
  UpdateStatement,
} from './partiql-statement.ts';
import { malformed, placeOf, type Token } from './statement-tokens.ts';
import { noTerm, WhereReader } from './where-reader.ts';

/**
 * Reads a PartiQL statement.
 *
 * @param parameters what its `?` stand for, in their order
 * @throws ServiceError ValidationException
 * @source "PartiQL for DynamoDB reference", developer guide; dynamodb-conformance, recorded on AWS, for the refusals
 */
export function readStatement(text: string, parameters: readonly AttributeValue[]): Statement {
  return new StatementReader(text, parameters).read();
}

/** What may follow a table's name; any other word there is an alias. */
const clauses = ['WHERE', 'SET', 'REMOVE', 'RETURNING', 'ORDER'];

class StatementReader extends WhereReader {
  /** Whether the value of a SET is being read, where the functions of updates stand. */
  #assigning = false;

  read(): Statement {
    const statement = this.#statement();
    this.takeSymbol(';');
    if (this.current.kind !== 'end') throw leftover();
    return statement;
  }

  #statement(): Statement {
    if (this.takeWord('SELECT')) return this.#select();
    if (this.takeWord('INSERT')) return this.#insert();
    if (this.takeWord('UPDATE')) return this.#update();
    if (this.takeWord('DELETE')) return this.#delete();
    if (this.takeWord('FROM')) return this.#fromFirst();
    if (!this.takeWord('EXISTS')) throw this.#noStatement();
    this.expectSymbol('(', 'LEFT_PAREN');
    this.expectWord('SELECT');
    const select = this.#select();
    this.expectSymbol(')', 'RIGHT_PAREN');
    return { kind: 'EXISTS', select };
  }

  /** An expression is no statement; of type tests AWS says so by their name. */
  #noStatement(): ServiceError {
    if (!this.takePath() || !this.takeWord('IS')) return malformed('Expected data manipulation');
    this.takeWord('NOT');
    this.takeTypeName();
    return validationError('Unsupported operation: IsType');
  }

  #select(): SelectStatement {
    const projection = this.takeSymbol('*') ? undefined : this.#projection();
    this.expectWord('FROM');
    const source = this.#source(noTerm);
    const where = this.takeWhere();
    return { kind: 'SELECT', projection, source, where, order: this.#order(), values: this.values };
  }

  #projection(): readonly DocumentPath[] {
    const paths: DocumentPath[] = [];
    do {
      const token = this.current;
      const path = this.takePath();
      if (!path) throw malformed('Expected expression');
      if (this.isSymbol('(')) throw validationError(`Unexpected path component at ${placeOf(token)}`);
      paths.push(path);
    } while (this.takeSymbol(','));
    return paths;
  }

  /** @param missing what to say where there is no name */
  #source(missing: (token: Token) => ServiceError): Source {
    const names = this.#sourcePath(missing);
    if (names.length > 2) throw validationError('A path may contain at most 2 components in the FROM clause');
    if (this.isWord('AS') || (this.current.kind === 'name' && !this.isWord(...clauses)) || this.current.kind === 'quoted') {
      throw validationError('Aliasing is not supported');
    }
    return { tableName: names[0] ?? '', indexName: names[1] };
  }

  #sourcePath(missing: (token: Token) => ServiceError): readonly string[] {
    const names: string[] = [];
    do {
      const isName = this.current.kind === 'quoted' || (this.current.kind === 'name' && !this.isWord(...clauses));
      if (!isName) throw missing(this.current);
      const { text } = this.next();
      if (text === '') throw validationError('Path component cannot be an empty string');
      names.push(text);
    } while (this.takeSymbol('.'));
    return names;
  }

  #order(): readonly Order[] {
    if (!this.takeWord('ORDER')) return [];
    this.expectWord('BY');
    const order: Order[] = [];
    do {
      const [attributeName] = this.takePath() ?? [];
      if (typeof attributeName !== 'string') throw malformed('Expected expression');
      const descending = this.takeWord('DESC');
      if (!descending) this.takeWord('ASC');
      order.push({ attributeName, descending });
    } while (this.takeSymbol(','));
    return order;
  }

  #insert(): InsertStatement {
    this.expectWord('INTO');
    const names = this.#sourcePath(noSimplePath);
    if (names.length > 1) throw validationError('FROM clause may only contain a single table name');
    if (!this.takeWord('VALUE')) throw leftover();
    return { kind: 'INSERT', source: { tableName: names[0] ?? '', indexName: undefined }, item: checkItem(this.takeItem()) };
  }

  #update(): UpdateStatement {
    const source = this.#source(noSimplePath);
    const actions = this.#actions();
    const where = this.takeWhere();
    return { kind: 'UPDATE', source, actions, where, returning: this.#returning(), values: this.values };
  }

  #fromFirst(): UpdateStatement {
    const source = this.#source(noTerm);
    const where = this.takeWhere();
    const actions = this.#actions();
    return { kind: 'UPDATE', source, actions, where, returning: this.#returning(), values: this.values };
  }

  #actions(): readonly UpdateAction[] {
    const actions: UpdateAction[] = [];
    while (this.isWord('SET', 'REMOVE')) {
      const read = this.next().text.toUpperCase() === 'SET' ? () => this.#setAction() : () => this.#removeAction();
      do actions.push(read());
      while (this.takeSymbol(','));
    }
    if (actions.length === 0) throw malformed('Expected data manipulation');
    const { overlap, conflict } = findPathConflicts(actions.map(({ target }) => target.path));
    if (overlap !== undefined || conflict !== undefined) throw validationError(overlap ?? conflict ?? '');
    return actions;
  }

  #removeAction(): UpdateAction {
    return { section: 'REMOVE', target: { kind: 'path', path: this.#target() } };
  }

  #target(): DocumentPath {
    const path = this.takePath();
    if (!path) throw malformed('Expected path');
    return path;
  }

  #setAction(): UpdateAction {
    const path = this.#target();
    this.expectSymbol('=', 'EQ');
    const token = this.current;
    if (token.kind === 'name' && /^set_(?:add|delete)$/i.test(token.text)) return this.#setFunction(path, this.next());
    this.#assigning = true;
    const value = this.#setValue();
    this.#assigning = false;
    return { section: 'SET', target: { kind: 'path', path }, value };
  }

  #setValue(): SetValue {
    const left = this.takeOperand();
    const operator = this.isSymbol('+') ? '+' : this.isSymbol('-') ? '-' : undefined;
    if (!operator) return left;
    this.takeInfix();
    const right = this.takeOperand();
    for (const operand of [left, right]) this.#checkNumber(operator, operand);
    return { kind: 'arithmetic', operator, left, right };
  }

  #checkNumber(operator: string, operand: Operand): void {
    const value = operand.kind === 'value' ? this.values[operand.placeholder] : undefined;
    if (!value || 'N' in value) return;
    throw validationError(
      `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${attributeType(value)}`,
    );
  }

  /** `a = set_add(a, <<...>>)` is the ADD of expressions, and set_delete their DELETE. */
  #setFunction(path: DocumentPath, token: Token): UpdateAction {
    const name = token.text.toUpperCase();
    this.expectSymbol('(', 'LEFT_PAREN');
    const tokens: Token[] = [token];
    const operands: Operand[] = [];
    do {
      tokens.push(this.current);
      operands.push(this.takeOperand());
    } while (this.takeSymbol(','));
    this.expectSymbol(')', 'RIGHT_PAREN');
    const [first, second] = operands;
    if (!first || !second || operands.length > 2) throw validationError(`${name} must have exactly two arguments at ${placeOf(token)}`);
    if (first.kind !== 'path' || !samePath(first.path, path)) {
      throw validationError(`The first argument to ${name} must equal the assignment value at ${placeOf(token)}`);
    }
    const value = second.kind === 'value' ? this.values[second.placeholder] : undefined;
    if (second.kind !== 'value' || !value || !('SS' in value || 'NS' in value || 'BS' in value)) {
      throw validationError(`The second argument to ${name} must be a value with type SET at ${placeOf(tokens[1] ?? token)}`);
    }
    return { section: name === 'SET_ADD' ? 'ADD' : 'DELETE', target: { kind: 'path', path }, placeholder: second.placeholder };
  }

  /** Knows the functions of updates as well. */
  override takeCall(token: Token): Operand {
    const known = token.text.toLowerCase();
    if (!this.#assigning || (known !== 'list_append' && known !== 'if_not_exists')) return super.takeCall(token);
    return { kind: 'function', name: known, operands: this.takeOperands() };
  }

  #delete(): DeleteStatement {
    this.expectWord('FROM');
    const source = this.#source(noSimplePath);
    const where = this.takeWhere();
    const returning = this.#returning();
    if (returning !== undefined && returning !== 'ALL OLD') {
      throw validationError(
        `Invalid returning clause: RETURNING ${returning} *. Only RETURNING ALL OLD * is allowed in DELETE statements.`,
      );
    }
    return { kind: 'DELETE', source, where, returning, values: this.values };
  }

  #returning(): Returning | undefined {
    if (!this.takeWord('RETURNING')) return undefined;
    const which = this.takeWord('ALL') ? 'ALL' : this.takeWord('MODIFIED') ? 'MODIFIED' : undefined;
    const when = this.takeWord('OLD') ? 'OLD' : this.takeWord('NEW') ? 'NEW' : undefined;
    if (!which || !when || !this.takeSymbol('*')) throw malformed('Expected returning clause');
    return `${which} ${when}`;
  }
}

function noSimplePath(): ServiceError {
  return malformed('Expected identifier for simple path');
}

function leftover(): ServiceError {
  return malformed('Unexpected token after expression');
}
