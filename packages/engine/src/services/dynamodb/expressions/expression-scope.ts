import type { WireItem } from '../values/attribute-value.ts';
import type { ExpressionCache, ParsedExpression, ParsedExpressions } from './expression-cache.ts';
import {
  checkPlaceholderNames,
  checkPlaceholdersUsed,
  checkPlaceholdersWanted,
  checkPlaceholderValues,
  type PlaceholderNames,
  Placeholders,
  type PlaceholderValues,
} from './placeholders.ts';

export interface ScopeParameters {
  readonly ExpressionAttributeNames?: PlaceholderNames | undefined;
  /** As deserialised; the scope checks the values. */
  readonly ExpressionAttributeValues?: WireItem | undefined;
  /** The operation's expression parameters, each as sent or undefined: `{ UpdateExpression, ConditionExpression }`. */
  readonly expressions: { readonly [parameter: string]: string | undefined };
  readonly cache: ExpressionCache;
}

/** The placeholders of one request, and which of them its expressions used. */
export class ExpressionScope {
  readonly names: PlaceholderNames;
  readonly values: PlaceholderValues;
  readonly cache: ExpressionCache;
  readonly #usedNames = new Set<string>();
  readonly #usedValues = new Set<string>();
  readonly #lastChecks: (() => void)[] = [];

  /** @throws ServiceError ValidationException for placeholders without an expression, of a wrong form, or with an invalid value */
  constructor({ ExpressionAttributeNames, ExpressionAttributeValues, expressions, cache }: ScopeParameters) {
    if (ExpressionAttributeNames || ExpressionAttributeValues) {
      checkPlaceholdersWanted({ ...expressions, ExpressionAttributeNames, ExpressionAttributeValues }, Object.keys(expressions));
    }
    if (ExpressionAttributeNames) checkPlaceholderNames(ExpressionAttributeNames);
    this.names = ExpressionAttributeNames ?? {};
    this.values = ExpressionAttributeValues ? checkPlaceholderValues(ExpressionAttributeValues) : {};
    this.cache = cache;
  }

  /**
   * Parses an expression, or takes what it was parsed to when it last came with the same names.
   *
   * @param parse reads and checks the text; AWS's errors are thrown in AWS's order
   * @param recheck what depends on the request's values, and may not hold for another request
   */
  parse<T>(
    cache: ParsedExpressions<T>,
    text: string,
    parse: (placeholders: Placeholders) => T,
    recheck: (syntax: T, values: PlaceholderValues) => void,
  ): T {
    const parsed = cache.get(text);
    if (parsed && this.#fits(parsed)) {
      for (const [placeholder] of parsed.names) this.#usedNames.add(placeholder);
      for (const placeholder of parsed.values) this.#usedValues.add(placeholder);
      recheck(parsed.syntax, this.values);
      return parsed.syntax;
    }
    const placeholders = new Placeholders(this.names, this.values);
    const syntax = parse(placeholders);
    for (const placeholder of placeholders.usedNames) this.#usedNames.add(placeholder);
    for (const placeholder of placeholders.usedValues) this.#usedValues.add(placeholder);
    cache.set(text, {
      names: Array.from(placeholders.usedNames, (placeholder) => [placeholder, this.names[placeholder] ?? ''] as const),
      values: [...placeholders.usedValues],
      syntax,
    });
    return syntax;
  }

  #fits<T>({ names, values }: ParsedExpression<T>): boolean {
    for (const [placeholder, name] of names) if (this.names[placeholder] !== name) return false;
    for (const placeholder of values) if (this.values[placeholder] === undefined) return false;
    return true;
  }

  /** Has something checked after every expression of the request is parsed and no placeholder was found unused. */
  checkLast(check: () => void): void {
    this.#lastChecks.push(check);
  }

  /** After every expression of the request is parsed. @throws ServiceError ValidationException when a placeholder is unused */
  checkUnused(): void {
    checkPlaceholdersUsed('ExpressionAttributeNames', this.names, this.#usedNames);
    checkPlaceholdersUsed('ExpressionAttributeValues', this.values, this.#usedValues);
    for (const check of this.#lastChecks) check();
  }
}
