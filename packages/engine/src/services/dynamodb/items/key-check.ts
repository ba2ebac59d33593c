import type { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import { type Index, type KeyAttribute, keyAttributes, partitionAttributes, sortAttributes, type Table } from '../tables/table.ts';
import { type AttributeType, type AttributeValue, attribute, attributeType, type Item } from '../values/attribute-value.ts';
import { valueSizeBytes } from '../values/item-size.ts';

/** What AWS says of keys. @source recorded from AWS by dynalite's tests and by dynamodb-conformance */

const partitionKeyBytes = 2048;
const sortKeyBytes = 1024;

/** Holds the `Key` of a request against its table's schema. @throws ServiceError ValidationException */
export function checkKey(table: Table, key: Item): void {
  checkKeyShape(table, key);
  checkKeyValues(table, key);
}

/** Its members and their types. @throws ServiceError ValidationException */
export function checkKeyShape(table: Table, key: Item): void {
  const attributes = keyAttributes(table.key);
  if (Object.keys(key).length !== attributes.length) throw keyMismatch();
  checkBatchKeyTypes(table, key);
}

export function keyMismatch(): ServiceError {
  return validationError('The provided key element does not match the schema');
}

/** Holds an item to be written against its table's keys and its indexes' keys. @throws ServiceError ValidationException */
export function checkItemKeys(table: Table, item: Item): void {
  checkItemKeyTypes(table, item);
  checkItemKeyValues(table, item);
}

/** @throws ServiceError ValidationException */
export function checkItemKeyTypes(table: Table, item: Item): void {
  for (const { name, type } of keyAttributes(table.key)) {
    const value = attribute(item, name);
    if (!value) throw validationError(`One or more parameter values were invalid: Missing the key ${name} in the item`);
    const actual = attributeType(value);
    if (actual !== type) {
      throw validationError(`One or more parameter values were invalid: Type mismatch for key ${name} expected: ${type} actual: ${actual}`);
    }
  }
  checkIndexKeyTypes(table, item);
}

/** @throws ServiceError ValidationException */
function checkItemKeyValues(table: Table, item: Item): void {
  checkKeyValues(table, item);
  checkIndexKeyValues(table, item);
}

/** The same for a batch, where AWS has one wording for a missing key and for one of another type. */
export function checkBatchItemKeys(table: Table, item: Item): void {
  checkBatchKeyTypes(table, item);
  checkKeyValues(table, item);
  checkIndexKeyTypes(table, item);
  checkIndexKeyValues(table, item);
}

function checkBatchKeyTypes(table: Table, item: Item): void {
  for (const { name, type } of keyAttributes(table.key)) {
    const value = attribute(item, name);
    if (!value || attributeType(value) !== type) throw keyMismatch();
  }
}

/** @throws ServiceError ValidationException when a value is empty or too long */
function checkKeyValues(table: Table, item: Item): void {
  checkKeyFilled(table, item);
  checkKeySizes(table, item);
}

/** @throws ServiceError ValidationException when a value is empty */
export function checkKeyFilled({ key }: Table, item: Item): void {
  for (const { name } of keyAttributes(key)) {
    const value = attribute(item, name);
    const empty = value && emptyKind(value);
    if (empty) {
      throw validationError(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${empty} value. Key: ${name}`,
      );
    }
  }
}

/** @throws ServiceError ValidationException when a value is too long */
export function checkKeySizes({ key }: Table, item: Item): void {
  if (bytesOf(item, partitionAttributes(key)) > partitionKeyBytes) {
    throw validationError(
      `One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of${partitionKeyBytes} bytes`,
    );
  }
  if (bytesOf(item, sortAttributes(key)) > sortKeyBytes) {
    throw validationError(
      `One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of ${sortKeyBytes} bytes`,
    );
  }
}

/** An item without an index's key attributes is not in that index; one with another type there is refused. */
export function checkIndexKeyTypes(table: Table, item: Item): void {
  checkIndexTypes(table, (name) => {
    const value = attribute(item, name);
    return value && attributeType(value);
  });
}

/** The same for the types that an update gives whatever the item. @throws ServiceError ValidationException */
export function checkKnownIndexKeyTypes(table: Table, known: readonly { readonly name: string; readonly type: AttributeType }[]): void {
  if (known.length > 0) checkIndexTypes(table, (name) => known.find((it) => it.name === name)?.type);
}

function checkIndexTypes({ indexes }: Table, typeOf: (name: string) => AttributeType | undefined): void {
  for (const index of indexesByName(indexes)) {
    for (const { name, type } of keyAttributes(index.key)) {
      const actual = typeOf(name);
      if (actual && actual !== type) {
        throw validationError(
          `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${type} Actual: ${actual} IndexName: ${index.name}`,
        );
      }
    }
  }
}

/** @param updated whether an update made the values: AWS words that differently @throws ServiceError ValidationException */
export function checkIndexKeyValues(table: Table, item: Item, updated = false): void {
  for (const index of indexesByName(table.indexes)) {
    for (const { name } of keyAttributes(index.key)) {
      const value = attribute(item, name);
      const empty = value && emptyKind(value);
      if (!empty) continue;
      const what = `The AttributeValue for a key attribute cannot contain an empty ${empty} value.`;
      throw validationError(
        updated
          ? `One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. ${what}`
          : `One or more parameter values are not valid. A value specified for a secondary index key is not supported. ${what} IndexName: ${index.name}, IndexKey: ${name}`,
      );
    }
    checkIndexKeySizes(index, item);
  }
}

/**
 * Whether an index can hold an item. What is written is refused before it comes to this; items older than their index are left out of it.
 *
 * @source Alternator's tests of UpdateTable, compared with AWS: other types and empty values are passed over; so are keys too long
 */
export function fitsIndex({ key }: Index, item: Item): boolean {
  for (const { name, type } of keyAttributes(key)) {
    const value = attribute(item, name);
    if (!value || attributeType(value) !== type || emptyKind(value)) return false;
  }
  return bytesOf(item, partitionAttributes(key)) <= partitionKeyBytes && bytesOf(item, sortAttributes(key)) <= sortKeyBytes;
}

function indexesByName(indexes: readonly Index[]): readonly Index[] {
  return indexes.length < 2 ? indexes : [...indexes].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @param nestedNames attributes that an expression reads or writes inside of @throws ServiceError ValidationException when one is a key */
export function checkScalarKeys(table: Table, nestedNames: readonly string[] | undefined): void {
  if (!nestedNames || nestedNames.length === 0) return;
  const message = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed";
  for (const { name } of keyAttributes(table.key)) if (nestedNames.includes(name)) throw validationError(`${message}: Key: ${name}`);
  for (const { name } of table.indexes.flatMap(({ key }) => keyAttributes(key))) {
    if (nestedNames.includes(name)) throw validationError(`${message}: IndexKey: ${name}`);
  }
}

function checkIndexKeySizes({ key, name }: Index, item: Item): void {
  if (bytesOf(item, partitionAttributes(key)) > partitionKeyBytes) {
    throw validationError(
      `One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of${partitionKeyBytes} bytes for index ${name}`,
    );
  }
  if (bytesOf(item, sortAttributes(key)) > sortKeyBytes) {
    throw validationError(
      `One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of ${sortKeyBytes} bytes for index ${name}`,
    );
  }
}

function bytesOf(item: Item, attributes: readonly KeyAttribute[]): number {
  let bytes = 0;
  for (const { name } of attributes) {
    const value = attribute(item, name);
    if (value) bytes += valueSizeBytes(value);
  }
  return bytes;
}

function emptyKind(value: AttributeValue): 'string' | 'binary' | undefined {
  if ('S' in value && value.S === '') return 'string';
  return 'B' in value && value.B === '' ? 'binary' : undefined;
}
