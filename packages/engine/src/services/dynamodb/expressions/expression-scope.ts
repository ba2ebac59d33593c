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
  readonly #parsed: ParsedExpression<unknown>[] = [];
  readonly #lastChecks: (() => void)[] = [];

  /** @throws ServiceError ValidationException for placeholders without an expression, of a wrong form, or with an invalid value */
  constructor({ ExpressionAttributeNames: names, ExpressionAttributeValues: values, expressions, cache }: ScopeParameters) {
    checkPlaceholdersWanted(names, values, expressions);
    if (names) checkPlaceholderNames(names);
    this.names = names ?? {};
    this.values = values ? checkPlaceholderValues(values) : {};
    this.cache = cache;
  }

  /**
   * Parses an expression, or takes what it was parsed to when it last came with the same names.
   *
   * @param parse reads and checks the text; AWS's errors are thrown in AWS's order
   * @param recheck what depends on the request's values, and may not hold for another request
   */
  parse<T, P>(
    cache: ParsedExpressions<T>,
    parameter: P,
    text: string,
    parse: (parameter: P, text: string, placeholders: Placeholders) => T,
    recheck: (parameter: P, syntax: T, values: PlaceholderValues) => void,
  ): T {
    const known = cache.get(text);
    if (known && this.#fits(known)) {
      recheck(parameter, known.syntax, this.values);
      this.#parsed.push(known);
      return known.syntax;
    }
    const placeholders = new Placeholders(this.names, this.values);
    const syntax = parse(parameter, text, placeholders);
    const names = Array.from(placeholders.usedNames, (placeholder) => [placeholder, this.names[placeholder] ?? ''] as const);
    const parsed = { names, values: [...placeholders.usedValues], syntax };
    cache.set(text, parsed);
    this.#parsed.push(parsed);
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
    checkPlaceholdersUsed('ExpressionAttributeNames', this.names, (placeholder) =>
      this.#parsed.some(({ names }) => names.some(([used]) => used === placeholder)),
    );
    checkPlaceholdersUsed('ExpressionAttributeValues', this.values, (placeholder) =>
      this.#parsed.some(({ values }) => values.includes(placeholder)),
    );
    for (const check of this.#lastChecks) check();
  }
}
