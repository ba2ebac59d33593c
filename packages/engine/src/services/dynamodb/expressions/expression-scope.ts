import type { AttributeValue, WireItem } from '../values/attribute-value.ts';
import type { ExpressionCache } from './expression-cache.ts';

export interface ScopeParameters {
  readonly ExpressionAttributeNames?: { readonly [placeholder: string]: string } | undefined;
  /** As deserialised; the scope checks the values. */
  readonly ExpressionAttributeValues?: WireItem | undefined;
  /** The operation's expression parameters as sent, in AWS's order: `{ UpdateExpression, ConditionExpression }`. */
  readonly expressions: { readonly [parameter: string]: string | undefined };
  readonly cache: ExpressionCache;
}

/** The placeholders of one request, and which of them its expressions used. */
export declare class ExpressionScope {
  readonly names: { readonly [placeholder: string]: string };
  readonly values: { readonly [placeholder: string]: AttributeValue };
  /** @throws ServiceError ValidationException for placeholders without an expression, of a wrong form, or with an invalid value */
  constructor(parameters: ScopeParameters);
  /** After every expression of the request is parsed. @throws ServiceError ValidationException when a placeholder is unused */
  checkUnused(): void;
}
