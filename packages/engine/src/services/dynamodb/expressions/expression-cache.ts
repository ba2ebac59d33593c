import type { ConditionSyntax } from './condition-syntax.ts';
import type { DocumentPath } from './document-path.ts';
import type { UpdateSyntax } from './update-syntax.ts';

/** An expression that was found right, with what its placeholders then stood for. */
export interface ParsedExpression<T> {
  readonly names: readonly (readonly [placeholder: string, attributeName: string])[];
  readonly values: readonly string[];
  readonly syntax: T;
}

/** The expressions last parsed, by their text. */
export class ParsedExpressions<T> {
  readonly #entries = new Map<string, ParsedExpression<T>>();
  readonly #entryCount: number;

  constructor(entryCount: number) {
    this.#entryCount = entryCount;
  }

  get(text: string): ParsedExpression<T> | undefined {
    return this.#entries.get(text);
  }

  set(text: string, expression: ParsedExpression<T>): void {
    this.#entries.set(text, expression);
    if (this.#entries.size <= this.#entryCount) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }
}

/** Parsed expressions of a store, bounded. One per DynamoDB service; hand it to every ExpressionScope. */
export class ExpressionCache {
  readonly conditions: ParsedExpressions<ConditionSyntax>;
  readonly projections: ParsedExpressions<readonly DocumentPath[]>;
  readonly updates: ParsedExpressions<UpdateSyntax>;

  /** @param entryCount expressions kept of each kind; each is 4 KB of text at most */
  constructor(entryCount = 500) {
    this.conditions = new ParsedExpressions(entryCount);
    this.projections = new ParsedExpressions(entryCount);
    this.updates = new ParsedExpressions(entryCount);
  }
}
