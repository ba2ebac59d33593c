import { validationError } from '../../../protocol/shape.ts';
import { type KeyAttribute, type KeySchema, type KeyType, keyAttributes, type Projection } from './table.ts';
import type {
  WireAttributeDefinition,
  WireGlobalIndex,
  WireKeySchemaElement,
  WireLocalIndex,
  WireProjection,
  WireThroughput,
} from './table-shapes.ts';

/** What AWS refuses of a table's definition, in its order. @source dynalite's tests of CreateTable and dynamodb-conformance, recorded from AWS */

const unitsMax = 1_000_000_000_000;
const localIndexesMax = 5;
export const globalIndexesMax = 20;

const invalid = (message: string): Error => validationError(`One or more parameter values were invalid: ${message}`);

export function readAttributeDefinitions(definitions: readonly WireAttributeDefinition[]): readonly KeyAttribute[] {
  const names = new Set<string>();
  for (const { AttributeName: name } of definitions) {
    if (names.has(name)) throw validationError(`Attribute Name is duplicated: ${name}`);
    names.add(name);
  }
  return definitions.map(({ AttributeName, AttributeType }) => ({ name: AttributeName, type: keyTypeOf(AttributeType) }));
}

function keyTypeOf(type: string): KeyType {
  return type === 'N' || type === 'B' ? type : 'S';
}

/** @throws ServiceError ValidationException */
export function readTableKey(elements: readonly WireKeySchemaElement[], definitions: readonly KeyAttribute[]): KeySchema {
  const names = elements.map((it) => it.AttributeName);
  if (!names.every((name) => definitions.some((it) => it.name === name)) || duplicate(names, definitions)) {
    if (names.length > 1) throw validationError('Invalid KeySchema: Some index key attribute have no definition');
    throw undefinedAttributes(names, definitions);
  }
  return readKey(elements, definitions);
}

/** A key that names one attribute twice is refused for lack of definitions while it has fewer definitions than elements. */
function duplicate(names: readonly string[], definitions: readonly KeyAttribute[]): boolean {
  return new Set(names).size < names.length && definitions.length < names.length;
}

function undefinedAttributes(names: readonly string[], definitions: readonly KeyAttribute[]): Error {
  const defined = definitions.map((it) => it.name).join(', ');
  return invalid(
    `Some index key attributes are not defined in AttributeDefinitions. Keys: [${names.join(', ')}], AttributeDefinitions: [${defined}]`,
  );
}

function readKey(elements: readonly WireKeySchemaElement[], definitions: readonly KeyAttribute[]): KeySchema {
  const [first, second] = elements;
  if (first?.KeyType !== 'HASH') throw validationError('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  if (second?.AttributeName === first.AttributeName) {
    throw validationError('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  }
  if (second && second.KeyType !== 'RANGE') throw validationError('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  return { partition: defined(first, definitions), sort: second && defined(second, definitions) };
}

function defined({ AttributeName }: WireKeySchemaElement, definitions: readonly KeyAttribute[]): KeyAttribute {
  const definition = definitions.find((it) => it.name === AttributeName);
  if (!definition) throw undefinedAttributes([AttributeName], definitions);
  return definition;
}

const attributesOfKindMax = 4;

/**
 * The key of a global index, which may have several attributes of each kind.
 * @throws ServiceError ValidationException @source answers of AWS collected by ack-api-quirks, 2026-10
 */
export function readGlobalIndexKey(elements: readonly WireKeySchemaElement[], definitions: readonly KeyAttribute[]): KeySchema {
  const ofKind = (kind: string): readonly WireKeySchemaElement[] => elements.filter(({ KeyType }) => KeyType === kind);
  const partitions = ofKind('HASH');
  const sorts = ofKind('RANGE');
  if (partitions.length < 2 && sorts.length < 2) return readIndexKey(elements, definitions);
  checkDefined(elements, definitions);
  if (elements[0]?.KeyType !== 'HASH') throw validationError('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  if (partitions.some((_, at) => elements[at]?.KeyType !== 'HASH')) {
    throw invalid('All HASH key attributes must precede RANGE key attributes in the KeySchema');
  }
  if (new Set(elements.map(({ AttributeName }) => AttributeName)).size < elements.length) {
    throw validationError('The KeySchema contains multiple key attributes with the same name');
  }
  for (const [kind, of] of [['HASH', partitions] as const, ['RANGE', sorts] as const]) {
    if (of.length > attributesOfKindMax) {
      throw invalid(`The KeySchema exceeds the maximum allowed number of ${kind} key attributes`);
    }
  }
  const [partition, ...morePartition] = partitions.map((it) => defined(it, definitions));
  const [sort, ...moreSort] = sorts.map((it) => defined(it, definitions));
  if (!partition) throw new Error('The first element was seen to be a HASH key.');
  return {
    partition,
    sort,
    ...(morePartition.length > 0 && { morePartition }),
    ...(moreSort.length > 0 && { moreSort }),
  };
}

export function readIndexKey(elements: readonly WireKeySchemaElement[], definitions: readonly KeyAttribute[]): KeySchema {
  checkDefined(elements, definitions);
  return readKey(elements, definitions);
}

function checkDefined(elements: readonly WireKeySchemaElement[], definitions: readonly KeyAttribute[]): void {
  const names = elements.map((it) => it.AttributeName);
  if (!names.every((name) => definitions.some((it) => it.name === name))) throw undefinedAttributes(names, definitions);
}

/** @throws ServiceError ValidationException */
export function readProjection(projection: WireProjection): Projection {
  const { ProjectionType: type, NonKeyAttributes: nonKeyAttributes } = projection;
  if (type !== 'ALL' && type !== 'KEYS_ONLY' && type !== 'INCLUDE') throw invalid(`Unknown ProjectionType: ${type ?? 'null'}`);
  if (type !== 'INCLUDE' && nonKeyAttributes) throw invalid(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  if (type === 'INCLUDE' && !nonKeyAttributes) throw invalid(`ProjectionType is ${type}, but NonKeyAttributes is not specified`);
  const twice = nonKeyAttributes?.find((name, at) => nonKeyAttributes.indexOf(name) !== at);
  if (twice !== undefined) throw invalid(`Duplicate element in NonKeyAttributes: ${twice}`);
  return { type, nonKeyAttributes };
}

/** @throws ServiceError ValidationException */
export function checkLocalIndexes(indexes: readonly WireLocalIndex[], key: KeySchema, definitions: readonly KeyAttribute[]): void {
  if (indexes.length === 0) throw invalid('List of LocalSecondaryIndexes is empty');
  if (!key.sort) throw invalid('Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex');
  const names = new Set<string>();
  for (const { IndexName, KeySchema, Projection } of indexes) {
    const indexKey = readIndexKey(KeySchema, definitions);
    if (!indexKey.sort) throw invalid(`Index KeySchema does not have a range key for index: ${IndexName}`);
    if (indexKey.partition.name !== key.partition.name) {
      throw invalid(
        `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${IndexName}. index hash key: ${indexKey.partition.name}, table hash key: ${key.partition.name}`,
      );
    }
    readProjection(Projection);
    checkNewName(names, IndexName);
  }
  if (indexes.length > localIndexesMax) throw invalid(`Number of LocalSecondaryIndexes exceeds per-table limit of ${localIndexesMax}`);
}

/** @param names those of the indexes before @throws ServiceError ValidationException */
export function checkGlobalIndexes(indexes: readonly WireGlobalIndex[], definitions: readonly KeyAttribute[], names: Set<string>): void {
  if (indexes.length === 0) throw invalid('List of GlobalSecondaryIndexes is empty');
  for (const { IndexName, KeySchema, Projection } of indexes) {
    readGlobalIndexKey(KeySchema, definitions);
    readProjection(Projection);
    checkNewName(names, IndexName);
  }
  if (indexes.length > globalIndexesMax) throw invalid(`GlobalSecondaryIndex count exceeds the per-table limit of ${globalIndexesMax}`);
}

function checkNewName(names: Set<string>, name: string): void {
  if (names.has(name)) throw invalid(`Duplicate index name: ${name}`);
  names.add(name);
}

/** Every defined attribute is some key's. @throws ServiceError ValidationException */
export function checkDefinitionsUsed(definitions: readonly KeyAttribute[], keys: readonly KeySchema[], hasIndexes: boolean): void {
  const used = new Set(keys.flatMap((key) => keyAttributes(key).map(({ name }) => name)));
  if (definitions.every(({ name }) => used.has(name)) && used.size === definitions.length) return;
  if (!hasIndexes)
    throw invalid('Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions');
  const list = (names: Iterable<string>): string => [...names].join(', ');
  throw invalid(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${list(definitions.map((it) => it.name))}], keys used: [${list(used)}]`,
  );
}

/** @param indexName whose throughput it is, or undefined for the table's @throws ServiceError ValidationException */
export function checkThroughput({ ReadCapacityUnits, WriteCapacityUnits }: WireThroughput, indexName?: string): void {
  const where = indexName === undefined ? '' : ` for index ${indexName}`;
  if (ReadCapacityUnits > unitsMax)
    throw validationError(`Given value ${ReadCapacityUnits} for ReadCapacityUnits is out of bounds${where}`);
  if (WriteCapacityUnits > unitsMax)
    throw validationError(`Given value ${WriteCapacityUnits} for WriteCapacityUnits is out of bounds${where}`);
}
