import { type Condition, parseCondition } from '../expressions/condition.ts';
import { ExpressionScope } from '../expressions/expression-scope.ts';
import { conditionOfExpected, type ExpectedParameter } from '../expressions/non-expression-parameters.ts';
import type { Database } from '../operation.ts';
import type { WireItem } from '../values/attribute-value.ts';

export interface ConditionParameters {
  readonly ConditionExpression?: string;
  readonly Expected?: ExpectedParameter;
  readonly ConditionalOperator?: string;
  readonly ExpressionAttributeNames?: { readonly [name: string]: string };
  readonly ExpressionAttributeValues?: WireItem;
}

/** The condition of a write, in whichever of the two ways it is given. @throws ServiceError ValidationException */
export function readCondition(database: Database, request: ConditionParameters): Condition | undefined {
  if (request.Expected) return conditionOfExpected(request.Expected, request.ConditionalOperator);
  const { ConditionExpression } = request;
  if (ConditionExpression === undefined && !request.ExpressionAttributeNames && !request.ExpressionAttributeValues) return undefined;
  const scope = openScope(database, request, { ConditionExpression });
  const condition = ConditionExpression === undefined ? undefined : parseCondition(scope, 'ConditionExpression', ConditionExpression);
  scope.checkUnused();
  return condition;
}

export function openScope(
  { expressions: cache }: Database,
  { ExpressionAttributeNames, ExpressionAttributeValues }: ConditionParameters,
  expressions: { readonly [parameter: string]: string | undefined },
): ExpressionScope {
  return new ExpressionScope({ ExpressionAttributeNames, ExpressionAttributeValues, expressions, cache });
}
