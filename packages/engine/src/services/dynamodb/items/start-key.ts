import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import { type KeyAttribute, keyAttributes, sortAttributes } from '../tables/table.ts';
import { attribute, attributeType, checkItem, type Item, type WireItem } from '../values/attribute-value.ts';
import { keyMismatch } from './key-check.ts';
import type { ReadTarget } from './read-target.ts';

/** The checks of an ExclusiveStartKey, in AWS's order. @source dynalite's tests of Query and Scan, recorded from AWS */

const invalid = 'The provided starting key is invalid';

/** Some faults of the values are told with the starting key's words in front, and some are not. */
const toldBare = /not be converted|Attempting to store|number set|contains duplicates/;

/** @throws ServiceError ValidationException */
export function readStartKey(wire: WireItem | undefined): Item | undefined {
  if (!wire) return undefined;
  try {
    return checkItem(wire);
  } catch (error) {
    if (error instanceof ServiceError && !toldBare.test(error.message)) throw validationError(`${invalid}: ${error.message}`);
    throw error;
  }
}

/** What Query says before it looks at its key condition: of the members, and of the partition key. @throws ServiceError ValidationException */
export function checkQueryStart({ key, cursorAttributes }: ReadTarget, start: Item): void {
  const partition = attribute(start, key.partition.name);
  if (Object.keys(start).length !== cursorAttributes.length || !partition) throw validationError(invalid);
  if (attributeType(partition) !== key.partition.type) throw keyMismatch();
}

/** And after it: of the sort key, and of the table's own key. @throws ServiceError ValidationException */
export function checkQueryStartRest({ key, cursorAttributes }: ReadTarget, start: Item): void {
  for (const { name, type } of sortAttributes(key)) {
    const sort = attribute(start, name);
    if (!sort) throw validationError(invalid);
    if (attributeType(sort) !== type) throw keyMismatch();
  }
  if (!cursorAttributes.every((it) => fits(start, it))) throw validationError(`${invalid}: ${keyMismatch().message}`);
}

/** @throws ServiceError ValidationException */
export function checkScanStart({ index, key, cursorAttributes }: ReadTarget, start: Item): void {
  const mismatch = validationError(`${invalid}: ${keyMismatch().message}`);
  if (!index) {
    if (Object.keys(start).length !== cursorAttributes.length || !cursorAttributes.every((it) => fits(start, it))) throw mismatch;
    return;
  }
  if (Object.keys(start).length !== cursorAttributes.length) throw validationError(invalid);
  for (const it of keyAttributes(key)) {
    const value = attribute(start, it.name);
    if (!value) throw validationError(invalid);
    if (attributeType(value) !== it.type) throw keyMismatch();
  }
  if (!cursorAttributes.every((it) => fits(start, it))) throw mismatch;
}

function fits(start: Item, { name, type }: KeyAttribute): boolean {
  const value = attribute(start, name);
  return value !== undefined && attributeType(value) === type;
}
