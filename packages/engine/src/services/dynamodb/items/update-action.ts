import { validationError } from '../../../protocol/shape.ts';
import { type Condition, parseCondition } from '../expressions/condition.ts';
import { type AttributeUpdatesParameter, conditionOfExpected, updateOfAttributeUpdates } from '../expressions/non-expression-parameters.ts';
import { applyUpdate, parseUpdate, type Update } from '../expressions/update.ts';
import type { Database } from '../operation.ts';
import { keyAttributes, type Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import type { CurrentItem } from './item-write.ts';
import { type ConditionParameters, openScope } from './request-expressions.ts';

export interface UpdateParameters extends ConditionParameters {
  readonly UpdateExpression?: string;
  readonly AttributeUpdates?: AttributeUpdatesParameter;
}

export interface ReadUpdate {
  readonly update: Update | undefined;
  readonly condition: Condition | undefined;
}

/**
 * The update and the condition of a request, in whichever of the two ways they are given.
 * @param first which of the two is read first: UpdateItem's newer validation begins with the condition, transactions with the update
 * @throws ServiceError ValidationException
 */
export function readUpdate(database: Database, request: UpdateParameters, first: 'condition' | 'update'): ReadUpdate {
  if (request.AttributeUpdates || request.Expected) {
    return {
      update: request.AttributeUpdates && updateOfAttributeUpdates(request.AttributeUpdates),
      condition: request.Expected && conditionOfExpected(request.Expected, request.ConditionalOperator),
    };
  }
  const { UpdateExpression, ConditionExpression } = request;
  const scope = openScope(database, request, { UpdateExpression, ConditionExpression });
  const readCondition = (): Condition | undefined =>
    ConditionExpression === undefined ? undefined : parseCondition(scope, 'ConditionExpression', ConditionExpression);
  const early = first === 'condition' ? readCondition() : undefined;
  const update = UpdateExpression === undefined ? undefined : parseUpdate(scope, UpdateExpression);
  const condition = early ?? readCondition();
  scope.checkUnused();
  return { update, condition };
}

/** @throws ServiceError ValidationException when the update writes a key attribute */
export function checkUpdatedPaths(table: Table, update: Update | undefined): void {
  const keys = keyAttributes(table.key).map(({ name }) => name);
  for (const [name] of update?.paths ?? []) {
    if (typeof name === 'string' && keys.includes(name)) {
      throw validationError(
        `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
      );
    }
  }
}

/** The item that an update makes of the current one; undefined when there is none and the update only takes away. */
export function updatedItem(current: CurrentItem, key: Item, update: Update | undefined): Item | undefined {
  if (!update) return current.item ?? key;
  if (!current.item && !update.createsItem) return undefined;
  return applyUpdate(current.item ?? key, update);
}
