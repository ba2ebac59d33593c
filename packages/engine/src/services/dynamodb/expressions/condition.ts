import type { Item } from '../values/attribute-value.ts';
import type { ExpressionScope } from './expression-scope.ts';

/** A parsed condition or filter with the request's values. Opaque: see `matches`. */
export interface Condition {
  /** Top-level attributes it reads; a FilterExpression may read no key attribute. */
  readonly attributeNames: readonly string[];
}

/** @throws ServiceError ValidationException with AWS's wording */
export declare function parseCondition(
  scope: ExpressionScope,
  parameter: 'ConditionExpression' | 'FilterExpression',
  text: string,
): Condition;

/** Whether the item (undefined: there is none) satisfies the condition. */
export declare function matches(condition: Condition, item: Item | undefined): boolean;
