import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import { type AttributeValue, checkAttributeValue, checkNameLength, type WireItem } from '../values/attribute-value.ts';
import { valueSizeBytes } from '../values/item-size.ts';
import { currentWords, ValueRefusal } from '../values/value-refusal.ts';
import type { DocumentPath } from './document-path.ts';
import { type ExpressionParameter, invalidExpression } from './expression-error.ts';

export type PlaceholderNames = { readonly [placeholder: string]: string };
export type PlaceholderValues = { readonly [placeholder: string]: AttributeValue };

/** What the placeholders of one expression stand for, and which of them it used. */
export class Placeholders {
  readonly names: PlaceholderNames;
  readonly values: PlaceholderValues;
  readonly usedNames: Set<string> = new Set();
  readonly usedValues: Set<string> = new Set();

  constructor(names: PlaceholderNames, values: PlaceholderValues) {
    this.names = names;
    this.values = values;
  }

  /** The path with the names its placeholders stand for. @throws ServiceError ValidationException for an unknown one */
  resolvePath(parameter: ExpressionParameter, path: DocumentPath): DocumentPath {
    return path.map((step) => (typeof step === 'string' && step.startsWith('#') ? this.#resolveName(parameter, step) : step));
  }

  #resolveName(parameter: ExpressionParameter, placeholder: string): string {
    const name = this.names[placeholder];
    if (name === undefined) {
      throw invalidExpression(
        parameter,
        `An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`,
      );
    }
    this.usedNames.add(placeholder);
    return name;
  }

  /** @throws ServiceError ValidationException for an unknown placeholder */
  resolveValue(parameter: ExpressionParameter, placeholder: string): AttributeValue {
    const value = this.values[placeholder];
    if (value === undefined) {
      throw invalidExpression(
        parameter,
        `An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
      );
    }
    this.usedValues.add(placeholder);
    return value;
  }
}

/** In the order of AWS's sentence. A projection has no values. */
const parametersWithValues = ['UpdateExpression', 'FilterExpression', 'ConditionExpression', 'KeyConditionExpression'];

/** An operation's expression parameters, each as sent or undefined. */
export type Expressions = { readonly [parameter: string]: string | undefined };

/**
 * Refuses placeholders of a request that has no expression to use them.
 *
 * @throws ServiceError ValidationException
 */
export function checkPlaceholdersWanted(names: object | undefined, values: object | undefined, expressions: Expressions): void {
  if (names && !hasExpression(expressions, false)) {
    throw validationError('ExpressionAttributeNames can only be specified when using expressions');
  }
  if (values && !hasExpression(expressions, true)) {
    const absent = parametersWithValues.filter((it) => it in expressions);
    const refusal = 'ExpressionAttributeValues can only be specified when using expressions';
    throw new ValueRefusal(`${refusal}: ${absent.join(' and ')} ${absent.length > 1 ? 'are' : 'is'} null`, refusal);
  }
}

function hasExpression(expressions: Expressions, withValues: boolean): boolean {
  for (const parameter in expressions) {
    if (expressions[parameter] !== undefined && !(withValues && parameter === 'ProjectionExpression')) return true;
  }
  return false;
}

/** @throws ServiceError ValidationException */
export function checkPlaceholderNames(names: PlaceholderNames): void {
  checkKeys('ExpressionAttributeNames', names, /^#[A-Za-z0-9_]+$/);
  for (const placeholder of Object.keys(names)) {
    const name = names[placeholder] ?? '';
    if (name === '') throw validationError(`ExpressionAttributeNames contains invalid value: Empty attribute name for key ${placeholder}`);
    checkNameLength(name);
  }
}

/** @source "Expression parameters", DynamoDB quotas: 2 MB for all substitution variables of an expression; the words are those of AWS's DAX client */
const valuesBytesMax = 2 * 1024 * 1024;

/** @throws ServiceError ValidationException */
export function checkPlaceholderValues(wire: WireItem): PlaceholderValues {
  checkKeys('ExpressionAttributeValues', wire, /^:[A-Za-z0-9_]+$/);
  const values: { [placeholder: string]: AttributeValue } = {};
  let sizeBytes = 0;
  for (const placeholder of Object.keys(wire)) {
    try {
      const value = checkAttributeValue(wire[placeholder] ?? {});
      values[placeholder] = value;
      sizeBytes += valueSizeBytes(value);
    } catch (error) {
      // The older wording tells which value it is; that it is nested too deep AWS says of the whole request.
      if (!(error instanceof ServiceError) || error.message.startsWith('Nesting Levels')) throw error;
      throw new ValueRefusal(
        `ExpressionAttributeValues contains invalid value: ${error.message} for key ${placeholder}`,
        currentWords(error),
      );
    }
  }
  if (sizeBytes > valuesBytesMax) throw validationError('ExpressionAttributeValues exceeds max size');
  return values;
}

/** With its # or :. @source "Expression parameters", DynamoDB quotas; the words and their order are those that ExtendDB's tests captured from AWS */
const keyBytesMax = 255;

function checkKeys(parameter: string, placeholders: object, form: RegExp): void {
  const keys = Object.keys(placeholders);
  if (keys.length === 0) throw validationError(`${parameter} must not be empty`);
  for (const key of keys) {
    const sizeBytes = Buffer.byteLength(key);
    if (sizeBytes > keyBytesMax) {
      const size = parameter === 'ExpressionAttributeNames' ? ` size of key: ${sizeBytes}` : '';
      throw validationError(`${parameter} contains invalid key: The expression attribute map contains a key that is too long;${size}`);
    }
    if (!form.test(key)) throw validationError(`${parameter} contains invalid key: Syntax error; key: "${key}"`);
  }
}

/** @throws ServiceError ValidationException that names the placeholders that no expression used */
export function checkPlaceholdersUsed(parameter: string, placeholders: object, isUsed: (placeholder: string) => boolean): void {
  const unused = Object.keys(placeholders).filter((it) => !isUsed(it));
  if (unused.length > 0) throw validationError(`Value provided in ${parameter} unused in expressions: keys: {${unused.join(', ')}}`);
}
