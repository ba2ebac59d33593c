import { type AttributeType, attributeType, type Item } from '../values/attribute-value.ts';
import { applyActions } from './apply-update.ts';
import type { DocumentPath } from './document-path.ts';
import type { ExpressionScope } from './expression-scope.ts';
import type { Placeholders, PlaceholderValues } from './placeholders.ts';
import { Tokens } from './tokens.ts';
import { checkUpdate, recheckUpdate } from './update-checks.ts';
import { readUpdate, type SetValue, type UpdateAction, type UpdateSyntax } from './update-syntax.ts';

/** A parsed update with the request's values: see `applyUpdate`. */
export interface Update {
  /** The paths it writes: `project(item, paths)` of the old and the new item are UPDATED_OLD and UPDATED_NEW. */
  readonly paths: readonly DocumentPath[];
  /** Top-level attributes that it reads or writes inside of, as no key attribute can be. */
  readonly nestedAttributeNames: readonly string[];
  /** Whether it makes an item where there is none: an update that only takes away does not, and is not to be applied then. */
  readonly createsItem: boolean;
  readonly actions: readonly UpdateAction[];
  readonly values: PlaceholderValues;
  /** What to say when an attribute is of a type that an action can not add to or delete from. */
  readonly typeMismatch: string;
}

/** @throws ServiceError ValidationException */
export function parseUpdate(scope: ExpressionScope, text: string): Update {
  const { paths, nestedAttributeNames, createsItem, actions } = scope.parse(
    scope.cache.updates,
    'UpdateExpression',
    text,
    readAndCheck,
    recheckUpdate,
  );
  return {
    paths,
    nestedAttributeNames,
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

/**
 * The types that top-level attributes will have whatever the item: AWS holds them against the keys of indexes before it reads
 * the item, and only the others, `SET key = other`, after.
 */
export function knownTypes({ actions, values }: Update): readonly { readonly name: string; readonly type: AttributeType }[] {
  const known: { name: string; type: AttributeType }[] = [];
  for (const action of actions) {
    const [name, ...inside] = action.target.path;
    if (action.section === 'REMOVE' || inside.length > 0) continue;
    const type =
      action.section === 'SET' ? typeOf(action.value, values) : typeOf({ kind: 'value', placeholder: action.placeholder }, values);
    if (type) known.push({ name: String(name), type });
  }
  return known;
}

function typeOf(value: SetValue | undefined, values: PlaceholderValues): AttributeType | undefined {
  if (value === undefined || value.kind === 'path') return undefined;
  if (value.kind === 'arithmetic') return 'N';
  if (value.kind === 'function') return value.name === 'list_append' ? 'L' : typeOf(value.operands[1], values);
  const known = values[value.placeholder];
  return known && attributeType(known);
}
