import type { Item } from '../values/attribute-value.ts';
import { applyActions } from './apply-update.ts';
import type { DocumentPath } from './document-path.ts';
import type { ExpressionScope } from './expression-scope.ts';
import type { Placeholders, PlaceholderValues } from './placeholders.ts';
import { Tokens } from './tokens.ts';
import { checkUpdate, recheckUpdate } from './update-checks.ts';
import { readUpdate, type UpdateAction, type UpdateSyntax } from './update-syntax.ts';

/** A parsed update with the request's values: see `applyUpdate`. */
export interface Update {
  /** The paths it writes: `project(item, paths)` of the old and the new item are UPDATED_OLD and UPDATED_NEW. */
  readonly paths: readonly DocumentPath[];
  /** Whether it makes an item where there is none: an update that only takes away does not, and is not to be applied then. */
  readonly createsItem: boolean;
  readonly actions: readonly UpdateAction[];
  readonly values: PlaceholderValues;
  /** What to say when an attribute is of a type that an action can not add to or delete from. */
  readonly typeMismatch: string;
}

/** @throws ServiceError ValidationException */
export function parseUpdate(scope: ExpressionScope, text: string): Update {
  const { paths, createsItem, actions } = scope.parse(scope.cache.updates, 'UpdateExpression', text, readAndCheck, recheckUpdate);
  return {
    paths,
    createsItem,
    actions,
    values: scope.values,
    typeMismatch: 'An operand in the update expression has an incorrect data type',
  };
}

function readAndCheck(parameter: 'UpdateExpression', text: string, placeholders: Placeholders): UpdateSyntax {
  return checkUpdate(readUpdate(new Tokens(parameter, text)), placeholders);
}

/**
 * The item after the update; the given one stays as it is.
 *
 * @param item the stored item, or the key's attributes when there is none
 * @throws ServiceError ValidationException when an operand has a wrong type or a path leads nowhere
 */
export function applyUpdate(item: Item, update: Update): Item {
  return applyActions(item, update.actions, update.values, update.typeMismatch);
}
