import type { Item } from '../values/attribute-value.ts';
import type { DocumentPath } from './document-path.ts';
import type { ExpressionScope } from './expression-scope.ts';

/** A parsed update with the request's values. */
export interface Update {
  /** The paths it writes: `project(item, paths)` of the old and the new item are UPDATED_OLD and UPDATED_NEW. */
  readonly paths: readonly DocumentPath[];
}

/** @throws ServiceError ValidationException */
export declare function parseUpdate(scope: ExpressionScope, text: string): Update;

/**
 * The item after the update; the given one stays as it is.
 * @param item the stored item, or the key's attributes when there is none
 * @throws ServiceError ValidationException when an operand has a wrong type or a path leads nowhere
 */
export declare function applyUpdate(item: Item, update: Update): Item;
