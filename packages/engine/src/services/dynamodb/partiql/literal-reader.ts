import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import {
  type AttributeValue,
  checkAttributeValue,
  nestedTooDeep,
  nestingLevels,
  nestingLevelsMax,
  setAttribute,
  tooDeep,
} from '../values/attribute-value.ts';
import { invalidParameterValue } from '../values/invalid-parameter.ts';
import { canonicalNumber } from '../values/number.ts';
import { malformed, placeOf, StatementTokens, type Token } from './statement-tokens.ts';

/** SQL's own words that no path may go through unquoted. @source dynamodb-conformance, for INNER */
const keywords = ['INNER', 'OUTER', 'LEFT', 'RIGHT', 'FULL', 'CROSS', 'JOIN', 'SELECT', 'FROM', 'WHERE', 'AND', 'OR', 'NOT', 'IN', 'IS'];

/** Where a literal stands within its value, for the refusal of its numbers: `root.x[1]`. */
const root = 'root';

/** Reads the values and paths of a statement. */
export class LiteralReader extends StatementTokens {
  readonly #parameters: readonly AttributeValue[];
  #parametersRead = 0;

  constructor(text: string, parameters: readonly AttributeValue[]) {
    super(text);
    this.#parameters = parameters;
  }

  /** A literal or a parameter, or undefined when none stands here. @throws ServiceError ValidationException */
  takeValue(): AttributeValue | undefined {
    const value = this.#value(root, 1);
    if (value && nestingLevels(value) > nestingLevelsMax) throw nestedTooDeep();
    return value;
  }

  #value(where: string, level: number): AttributeValue | undefined {
    if (level > nestingLevelsMax) throw validationError(`${tooDeep} under ${where}`);
    const { kind, text } = this.current;
    if (kind === 'string') return { S: this.next().text };
    if (kind === 'number') return this.#number('', where);
    if (kind === 'name') return this.#word(text.toUpperCase());
    if (kind !== 'symbol') return undefined;
    if (text === '?') return this.#parameter();
    if (text === '[') return { L: this.#elements(']', 'RIGHT_BRACKET', where, level) };
    if (text === '{') return { M: this.#members(where, level) };
    if (text === '<<') return this.#set(where, level);
    return text === '-' || text === '+' ? this.#signed(where) : undefined;
  }

  #word(word: string): AttributeValue | undefined {
    if (word !== 'TRUE' && word !== 'FALSE' && word !== 'NULL') return undefined;
    this.next();
    return word === 'NULL' ? { NULL: true } : { BOOL: word === 'TRUE' };
  }

  /** A number may have several signs. */
  #signed(where: string): AttributeValue {
    let negative = false;
    while (this.isSymbol('-') || this.isSymbol('+')) if (this.next().text === '-') negative = !negative;
    if (this.current.kind !== 'number') throw malformed('Expected value');
    return this.#number(negative ? '-' : '', where);
  }

  #number(sign: string, where: string): AttributeValue {
    const { text } = this.next();
    try {
      return { N: canonicalNumber(sign + text) };
    } catch (error) {
      if (error instanceof ServiceError) throw validationError(`${error.message} under ${where}`);
      throw error;
    }
  }

  #parameter(): AttributeValue {
    this.next();
    const value = this.#parameters[this.#parametersRead++];
    if (!value) throw validationError("Number of parameters in request and statement don't match.");
    return value;
  }

  #elements(close: string, expected: string, where: string, level: number): readonly AttributeValue[] {
    this.next();
    const elements: AttributeValue[] = [];
    if (this.takeSymbol(close)) return elements;
    do {
      const at = `${where}[${elements.length}]`;
      if (this.isSymbol('?')) throw this.#unsupported(this.current, at);
      const element = this.#value(at, level + 1);
      if (!element) throw this.#unsupported(this.current);
      elements.push(element);
    } while (this.takeSymbol(','));
    this.expectSymbol(close, expected);
    return elements;
  }

  #members(where: string, level: number): { readonly [name: string]: AttributeValue } {
    this.next();
    const members: { [name: string]: AttributeValue } = {};
    if (this.takeSymbol('}')) return members;
    do {
      if (this.current.kind !== 'string') throw malformed('Expected string');
      const name = this.next().text;
      this.expectSymbol(':', 'COLON');
      // The attributes of an item are values of their own.
      const at = level === 0 ? root : `${where}.${name}`;
      if (level > 0 && this.isSymbol('?')) throw this.#unsupported(this.current, at);
      const member = this.#value(at, level + 1);
      if (!member) throw this.#unsupported(this.current);
      setAttribute(members, name, member);
    } while (this.takeSymbol(','));
    this.expectSymbol('}', 'RIGHT_CURLY');
    return members;
  }

  /** The item of an INSERT. @throws ServiceError ValidationException */
  takeItem(): { readonly [name: string]: AttributeValue } {
    if (!this.isSymbol('{')) throw malformed('Expected value');
    return this.#members(root, 0);
  }

  /** A literal holds values alone: no parameter, nor a call. */
  #unsupported(token: Token, where: string = root): ServiceError {
    const what = token.text === '?' ? 'Parameter' : token.text.toLowerCase();
    return validationError(`Unsupported data type: ${what} under key ${where} at ${placeOf(token)}`);
  }

  #set(where: string, level: number): AttributeValue {
    const texts: string[] = [];
    const members: AttributeValue[] = [];
    this.next();
    if (this.takeSymbol('>>')) throw validationError('Empty bags are not supported');
    do {
      texts.push(this.current.text);
      const member = this.#value(`${where}[${members.length}]`, level + 1);
      if (!member) throw this.#unsupported(this.current);
      members.push(member);
    } while (this.takeSymbol(','));
    this.expectSymbol('>>', 'RIGHT_DOUBLE_ANGLE_BRACKET');
    return setOf(members, texts, where);
  }

  /** A document path, or undefined when none stands here. @throws ServiceError ValidationException */
  takePath(): DocumentPath | undefined {
    if (this.current.kind !== 'name' && this.current.kind !== 'quoted') return undefined;
    return this.takePathTail(this.next().text);
  }

  takePathTail(first: string): DocumentPath {
    const path: (string | number)[] = [first];
    for (;;) {
      if (this.takeSymbol('.')) path.push(this.#pathStep());
      else if (this.takeSymbol('[')) path.push(this.#pathIndex());
      else return path;
    }
  }

  #pathStep(): string {
    const { kind, text } = this.current;
    if (kind !== 'quoted' && (kind !== 'name' || keywords.includes(text.toUpperCase()))) throw malformed('Invalid path dot component');
    return this.next().text;
  }

  #pathIndex(): number | string {
    if (this.current.kind === 'string') {
      const name = this.next().text;
      this.expectSymbol(']', 'RIGHT_BRACKET');
      return name;
    }
    const negative = this.takeSymbol('-');
    const token = this.next();
    const { kind, text } = token;
    if (kind !== 'number' || !/^\d+$/.test(text)) throw malformed('Invalid path component');
    const index = Number(text);
    if (index > 2_147_483_647 || (negative && index > 0)) {
      throw validationError(`List index is not within the allowable range; index: [${negative ? '-' : ''}${text}] at ${placeOf(token)}`);
    }
    this.expectSymbol(']', 'RIGHT_BRACKET');
    return index;
  }
}

/** The set that a bag of literals is. @throws ServiceError ValidationException */
function setOf(members: readonly AttributeValue[], texts: readonly string[], where: string): AttributeValue {
  const strings = members.flatMap((it) => ('S' in it ? [it.S] : []));
  const numbers = members.flatMap((it) => ('N' in it ? [it.N] : []));
  const binaries = members.flatMap((it) => ('B' in it ? [it.B] : []));
  if (strings.length === members.length) return checkAttributeValue({ SS: strings });
  if (binaries.length === members.length) return checkAttributeValue({ BS: binaries });
  if (numbers.length < members.length) {
    throw validationError('Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags');
  }
  if (new Set(numbers).size < numbers.length) {
    throw invalidParameterValue(`Input collection [${texts.join(', ')}] contains duplicates! under ${where}`);
  }
  return { NS: numbers };
}
