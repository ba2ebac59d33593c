import type { Item } from '../values/attribute-value.ts';
import { checkCondition, recheckCondition } from './condition-checks.ts';
import { evaluateCondition } from './condition-evaluation.ts';
import { type ConditionNode, type ConditionSyntax, readCondition } from './condition-syntax.ts';
import type { ExpressionParameter } from './expression-error.ts';
import type { ExpressionScope } from './expression-scope.ts';
import type { Placeholders, PlaceholderValues } from './placeholders.ts';
import { Tokens } from './tokens.ts';

/** A parsed condition or filter with the request's values: see `matches`. */
export interface Condition {
  /** Top-level attributes it reads; a FilterExpression may read no key attribute. */
  readonly attributeNames: readonly string[];
  /** Those of them that it reads inside of, as no key attribute can be. */
  readonly nestedAttributeNames: readonly string[];
  readonly root: ConditionNode;
  readonly values: PlaceholderValues;
}

/** @throws ServiceError ValidationException with AWS's wording */
export function parseCondition(scope: ExpressionScope, parameter: 'ConditionExpression' | 'FilterExpression', text: string): Condition {
  const { root, attributeNames, nestedAttributeNames } = parseConditionSyntax(scope, parameter, text);
  return { root, attributeNames, nestedAttributeNames, values: scope.values };
}

/** @throws ServiceError ValidationException */
export function parseConditionSyntax(scope: ExpressionScope, parameter: ExpressionParameter, text: string): ConditionSyntax {
  return scope.parse(scope.cache.conditions, parameter, text, readAndCheck, recheckCondition);
}

function readAndCheck(parameter: ExpressionParameter, text: string, placeholders: Placeholders): ConditionSyntax {
  return checkCondition(parameter, readCondition(new Tokens(parameter, text)), placeholders);
}

/** Whether the item (undefined: there is none) satisfies the condition. */
export function matches({ root, values }: Condition, item: Item | undefined): boolean {
  return evaluateCondition(root, item ?? {}, values);
}
