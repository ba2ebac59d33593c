import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import { checkParameterKinds } from '../expressions/non-expression-parameters.ts';
import type { Database } from '../operation.ts';
import { itemKey } from '../tables/store-keys.ts';
import { keyAttributes, type Table } from '../tables/table.ts';
import { type AttributeValue, attribute, checkItem, type Item, type WireItem } from '../values/attribute-value.ts';
import { itemSizeBytes } from '../values/item-size.ts';
import { checkCondition } from './condition-check.ts';
import { checkItemSize, checkUpdatedItemSize } from './item-limits.ts';
import type { CurrentItem } from './item-write.ts';
import {
  checkIndexKeyTypes,
  checkIndexKeyValues,
  checkItemKeyTypes,
  checkKeyFilled,
  checkKeyShape,
  checkKeySizes,
  checkScalarKeys,
} from './key-check.ts';
import { type ConditionParameters, readCondition } from './request-expressions.ts';
import { checkUpdatedPaths, type ReadUpdate, readUpdate, updatedItem } from './update-action.ts';

interface Common extends ConditionParameters {
  readonly TableName: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

/** One of TransactItems: exactly one of the four is set. */
export interface WireAction {
  readonly ConditionCheck?: Common & { readonly Key: WireItem };
  readonly Put?: Common & { readonly Item: WireItem };
  readonly Delete?: Common & { readonly Key: WireItem };
  readonly Update?: Common & { readonly Key: WireItem; readonly UpdateExpression: string };
}

/** What can be said of an action without its table. */
export interface ReadAction extends ReadUpdate {
  readonly tableName: string;
  /** The item of a Put, the Key of the others. */
  readonly key: Item;
  readonly kind: 'ConditionCheck' | 'Put' | 'Delete' | 'Update';
  readonly returnValues: string | undefined;
  readonly sizeBytes: number;
}

export interface WriteAction extends ReadAction {
  readonly table: Table;
}

/** @throws ServiceError ValidationException */
export function readAction(database: Database, wire: WireAction): ReadAction {
  const kinds = [wire.ConditionCheck, wire.Put, wire.Delete, wire.Update].filter((it) => it !== undefined);
  if (kinds.length > 1) throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  const common = kinds[0];
  if (!common) throw validationError('Invalid Request: TransactWriteRequest should contain Delete or Put or Update request');
  // Placeholders without an expression are passed over here, unlike anywhere else. @source captured from AWS by ExtendDB's tests
  const hasExpression = wire.Update !== undefined || common.ConditionExpression !== undefined;
  if (hasExpression)
    checkParameterKinds({ ...common }, wire.Update ? ['UpdateExpression', 'ConditionExpression'] : ['ConditionExpression']);
  const kind = wire.Put ? 'Put' : wire.Update ? 'Update' : wire.Delete ? 'Delete' : 'ConditionCheck';
  const wireKey = keyOf(wire);
  if (Object.hasOwn(wireKey, '')) throw validationError('Empty attribute name');
  const read = wire.Update
    ? readUpdate(database, wire.Update, 'update')
    : { update: undefined, condition: hasExpression ? readCondition(database, common) : undefined };
  const key = checkItem(wireKey);
  if (wire.Put) checkItemSize(key);
  return {
    tableName: common.TableName,
    key,
    kind,
    returnValues: common.ReturnValuesOnConditionCheckFailure,
    sizeBytes: itemSizeBytes(key),
    ...read,
  };
}

function keyOf({ ConditionCheck, Put, Delete, Update }: WireAction): WireItem {
  return Put?.Item ?? Update?.Key ?? Delete?.Key ?? ConditionCheck?.Key ?? {};
}

/** The faults that AWS tells before the transaction begins. @throws ServiceError ValidationException */
export function checkActionValues({ table, key, kind, update, condition }: WriteAction): void {
  checkKeyFilled(table, key);
  if (kind === 'Put') checkIndexKeyValues(table, key);
  checkUpdatedPaths(table, update);
  checkScalarKeys(table, [...(update?.nestedAttributeNames ?? []), ...(condition?.nestedAttributeNames ?? [])]);
}

/** The action's item in the store, or undefined when its key does not fit its table. */
export function actionKey({ table, key }: WriteAction): Buffer | undefined {
  const fits = keyAttributes(table.key).every(({ name, type }) => {
    const value: AttributeValue | undefined = attribute(key, name);
    return value !== undefined && type in value;
  });
  return fits ? itemKey(table.spaceId, table.key, key) : undefined;
}

/** The faults that cancel the transaction. @throws ServiceError ValidationException */
export function checkActionKey({ table, key, kind }: WriteAction): void {
  if (kind === 'Put') checkItemKeyTypes(table, key);
  else checkKeyShape(table, key);
  checkKeySizes(table, key);
}

/**
 * What the action makes of its item: undefined removes it.
 * @throws ServiceError ConditionalCheckFailedException, ValidationException
 */
export function decide(action: WriteAction, current: CurrentItem): Item | undefined {
  const { table, key, kind, update, condition, returnValues } = action;
  checkCondition(current, condition, returnValues);
  if (kind === 'ConditionCheck') return current.item;
  if (kind === 'Delete') return undefined;
  if (kind === 'Put') return key;
  const next = updatedItem(current, key, update);
  if (!next) return undefined;
  checkUpdatedItemSize(next);
  checkIndexKeyTypes(table, next);
  checkUpdatedIndexKeys(table, next);
  return next;
}

/** An empty index key that an update makes is no reason among others: it refuses the request. */
function checkUpdatedIndexKeys(table: Table, next: Item): void {
  try {
    checkIndexKeyValues(table, next, true);
  } catch (error) {
    if (error instanceof ServiceError) throw new RequestRefusal(error);
    throw error;
  }
}

/** A refusal of the whole request that was found while the transaction was under way. */
export class RequestRefusal extends Error {
  readonly refusal: ServiceError;

  constructor(refusal: ServiceError) {
    super(refusal.message);
    this.refusal = refusal;
  }
}
