import type { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import type { Projection } from '../expressions/projection.ts';
import { indexItemKey, itemKey } from '../tables/store-keys.ts';
import { type Index, type KeyAttribute, type KeySchema, keyAttributes, type Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { projectedAttributes } from './index-entries.ts';

/** What a Query or a Scan reads: a table, or one of its indexes. */
export interface ReadTarget {
  readonly table: Table;
  readonly index: Index | undefined;
  readonly key: KeySchema;
  readonly spaceId: number;
  /** What a LastEvaluatedKey consists of: the index's key and the table's. */
  readonly cursorAttributes: readonly KeyAttribute[];
}

/** @throws ServiceError ValidationException */
export function readTarget(table: Table, indexName: string | undefined, consistentRead: boolean): ReadTarget {
  const tableKey = keyAttributes(table.key);
  if (indexName === undefined) return { table, index: undefined, key: table.key, spaceId: table.spaceId, cursorAttributes: tableKey };
  const index = table.indexes.find((it) => it.name === indexName);
  if (!index) throw validationError(`The table does not have the specified index: ${indexName}`);
  if (consistentRead && index.kind === 'global') throw validationError('Consistent reads are not supported on global secondary indexes');
  if (index.backfilling) throw validationError(`Cannot read from backfilling global secondary index: ${indexName}`);
  const indexKey = keyAttributes(index.key);
  const more = tableKey.filter(({ name }) => !indexKey.some((it) => it.name === name));
  return { table, index, key: index.key, spaceId: index.spaceId, cursorAttributes: [...indexKey, ...more] };
}

/** Where in the store the item with this cursor is, or would be. */
export function cursorPosition({ table, index, spaceId }: ReadTarget, cursor: Item): Buffer {
  return index ? indexItemKey(spaceId, index.key, table.key, cursor) : itemKey(spaceId, table.key, cursor);
}

/** The LastEvaluatedKey for an item. */
export function cursorOf({ cursorAttributes }: ReadTarget, item: Item): Item {
  const cursor: { [name: string]: Item[string] } = {};
  for (const { name } of cursorAttributes) {
    const value = item[name];
    if (value) cursor[name] = value;
  }
  return cursor;
}

export interface SelectParameters {
  readonly Select?: string;
  readonly AttributesToGet?: readonly string[];
  readonly ProjectionExpression?: string;
}

/** What can be said of Select without knowing the table. @throws ServiceError ValidationException */
export function checkSelect(
  request: SelectParameters,
  indexName: string | undefined,
  refusal: (message: string) => ServiceError = validationError,
): void {
  const { Select, AttributesToGet, ProjectionExpression } = request;
  const given = ProjectionExpression !== undefined ? 'ProjectionExpression' : AttributesToGet ? 'AttributesToGet' : undefined;
  if (Select === 'SPECIFIC_ATTRIBUTES' && given === undefined) {
    throw refusal('Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES');
  }
  if (Select !== undefined && Select !== 'SPECIFIC_ATTRIBUTES' && given !== undefined) {
    throw refusal(`Cannot specify the ${given} when choosing to get ${Select === 'COUNT' ? 'only the Count' : Select}`);
  }
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && indexName === undefined) {
    throw refusal('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
}

/**
 * Whether the wanted attributes have to be fetched from the table, because a local index lacks some of them.
 * @throws ServiceError ValidationException when a global index lacks them
 */
export function needsTable({ table, index }: ReadTarget, select: string | undefined, projection: Projection | undefined): boolean {
  const projected = index && projectedAttributes(table, index);
  if (!index || !projected) return false;
  if (select === 'ALL_ATTRIBUTES') {
    if (index.kind === 'local') return true;
    throw validationError(
      `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
  const missing = [...new Set((projection ?? []).map(([name]) => String(name)))].filter((name) => !projected.includes(name));
  if (missing.length === 0) return false;
  if (index.kind === 'local') return true;
  throw validationError(
    `One or more parameter values were invalid: Global secondary index ${index.name} does not project [${missing.join(', ')}]`,
  );
}
