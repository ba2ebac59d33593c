import { validationError } from '../../../protocol/shape.ts';
import type { Condition } from '../expressions/condition.ts';
import { attributesRead } from '../expressions/condition-checks.ts';
import { type DocumentPath, valueAt } from '../expressions/document-path.ts';
import { project } from '../expressions/projection.ts';
import { type TableUsage, usageOf } from '../items/capacity.ts';
import { projectedAttributes } from '../items/index-entries.ts';
import { type StoreRange, successor } from '../items/query-range.ts';
import { readPage } from '../items/read-page.ts';
import { cursorOf, cursorPosition, needsTable, type ReadTarget, readTarget } from '../items/read-target.ts';
import { itemOf } from '../items/stored-item.ts';
import type { Database } from '../operation.ts';
import { spaceRange } from '../tables/store-keys.ts';
import type { Table } from '../tables/table.ts';
import { type AttributeValue, attribute, type Item, sameValue, setAttribute } from '../values/attribute-value.ts';
import { encodeKey } from '../values/key-encoding.ts';
import { inHashSetOrder } from './hash-set-order.ts';
import { type KeyRead, keyReads } from './key-reads.ts';
import type { Order, SelectStatement } from './partiql-statement.ts';
import { allOf, checkStatementIndex, conjuncts } from './where-clause.ts';

/** How a SELECT is carried out: by reads of some partitions, or as a scan, which is a read without a key. */
interface SelectPlan {
  readonly target: ReadTarget;
  readonly reads: readonly PlannedRead[];
  readonly projection: readonly DocumentPath[] | undefined;
  readonly reverse: boolean;
  readonly fetchFromTable: boolean;
}

interface PlannedRead {
  readonly range: StoreRange;
  readonly filter: Condition | undefined;
}

/** @throws ServiceError ValidationException, ResourceNotFoundException */
function planSelect(database: Database, statement: SelectStatement, consistentRead: boolean): SelectPlan {
  const { source, where, values, projection, order } = statement;
  const table = database.tables.get(source.tableName);
  const target = targetOf(table, source.indexName, consistentRead);
  const byKey = keyReads(target.spaceId, target.key, { root: where, values });
  if (byKey) checkFilters(target, byKey);
  checkOrder(target, order, byKey, where !== undefined);
  const plan = { target, projection, fetchFromTable: needsTable(target, undefined, projection) };
  if (!byKey) return { ...plan, reads: [{ range: spaceRange(target.spaceId), filter: allOf(conjuncts(where), values) }], reverse: false };
  const reads = inOrder(target, order, byKey).map(({ range, filters }) => ({ range, filter: allOf(filters, values) }));
  return { ...plan, reads, reverse: isReverse(target, order) };
}

function targetOf(table: Table, indexName: string | undefined, consistentRead: boolean): ReadTarget {
  if (indexName === undefined) return readTarget(table, undefined, consistentRead);
  const index = table.indexes.find(({ name }) => name === indexName);
  if (!index) throw validationError('The table does not have the specified index');
  checkStatementIndex(index);
  if (index.kind === 'global' && consistentRead) {
    throw validationError('Strongly consistent read is not supported on Global Secondary Indexes');
  }
  return readTarget(table, indexName, consistentRead);
}

/**
 * Of the reads in their order, one that can be filtered by what the index holds is enough for AWS; else it names what the last lacks.
 * @throws ServiceError ValidationException
 */
function checkFilters({ table, index }: ReadTarget, reads: readonly KeyRead[]): void {
  const projected = index && projectedAttributes(table, index);
  if (!index || !projected) return;
  const missing = [...reads]
    .sort((a, b) => Buffer.compare(encodeKey(a.partition), encodeKey(b.partition)))
    .map(({ filters }) => [...new Set(filters.flatMap(attributesRead).filter((name) => !projected.includes(name)))]);
  const last = missing.at(-1);
  if (!last || missing.some((names) => names.length === 0)) return;
  throw validationError(
    `One or more parameter values were invalid: Secondary index ${index.name} does not project one or more filter attributes: [${inHashSetOrder(last).join(', ')}]`,
  );
}

/** @throws ServiceError ValidationException */
function checkOrder({ key }: ReadTarget, order: readonly Order[], reads: readonly KeyRead[] | undefined, hasWhere: boolean): void {
  if (order.length === 0) return;
  if (!hasWhere) throw validationError('Must have WHERE clause in the statement when using ORDER BY clause.');
  for (const { attributeName: name } of order) {
    if (name === key.partition.name || name === key.sort?.name) continue;
    throw validationError(`Attribute ${name} in ORDER BY clause must be part of the primary key`);
  }
  if (!reads) {
    throw validationError('Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.');
  }
  const [first, ...others] = reads;
  const several = first && others.some(({ partition }) => !sameValue(first.partition, partition));
  if (several && !order.some(({ attributeName }) => attributeName === key.partition.name)) {
    throw validationError('Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.');
  }
}

/** Whether each partition is read from its end. AWS does so as well when ORDER BY names the partition key alone. */
function isReverse({ key }: ReadTarget, order: readonly Order[]): boolean {
  const onSort = order.find(({ attributeName }) => attributeName === key.sort?.name);
  return onSort ? onSort.descending : order.length > 0;
}

/** The reads as ORDER BY has their partitions, and within one its ranges. */
function inOrder(target: ReadTarget, order: readonly Order[], reads: readonly KeyRead[]): readonly KeyRead[] {
  const onPartition = order.find(({ attributeName }) => attributeName === target.key.partition.name);
  const partitions = onPartition?.descending ? -1 : 1;
  const sorts = isReverse(target, order) ? -1 : 1;
  return [...reads].sort((a, b) => {
    const byPartition = partitions * Buffer.compare(encodeKey(a.partition), encodeKey(b.partition));
    if (byPartition !== 0 || !sameValue(a.partition, b.partition)) return byPartition;
    return sorts * Buffer.compare(a.range.start, b.range.start);
  });
}

/** Where a SELECT goes on: after an item of its nth read. */
export interface SelectCursor {
  readonly partition: number;
  readonly after: Item;
}

export interface SelectRequest {
  readonly statement: SelectStatement;
  readonly consistentRead: boolean;
  readonly limit: number;
  /** Where the page before ended. */
  readonly start: SelectCursor | undefined;
}

export interface Selected {
  readonly items: readonly Item[];
  readonly usage: TableUsage;
  /** Where to go on, when there may be more. */
  readonly next: SelectCursor | undefined;
}

/**
 * Runs a SELECT: queries when the where clause names partitions, and a scan otherwise.
 * @throws ServiceError ValidationException, ResourceNotFoundException
 */
export function runSelect(database: Database, { statement, consistentRead, limit, start }: SelectRequest): Selected {
  const plan = planSelect(database, statement, consistentRead);
  const { target, reads, projection, reverse, fetchFromTable } = plan;
  if (start && !isCursorOf(plan, start)) throw validationError('Given NextToken is invalid');
  const usage = usageOf(target.table);
  const items: Item[] = [];
  let left = limit;
  for (const [at, { range, filter }] of reads.entries()) {
    if (start && at < start.partition) continue;
    const rest = start?.partition === at ? rangeBehind(range, cursorPosition(target, start.after), reverse) : range;
    const page = readPage(database, {
      target,
      range: { ...rest, reverse },
      limit: left,
      filter,
      projection: undefined,
      countOnly: false,
      consistentRead,
      fetchFromTable,
    });
    for (const json of page.items) items.push(selectPaths(JSON.parse(json.toString('utf8')), projection));
    left -= page.scannedCount;
    addUsage(usage, page.usage);
    if (page.last) return { items, usage, next: { partition: at, after: cursorOf(target, itemOf(page.last)) } };
  }
  return { items, usage, next: undefined };
}

/** Whether the cursor, which the caller had in the meantime, is one of the plan's. */
function isCursorOf({ target, reads }: SelectPlan, { partition, after }: SelectCursor): boolean {
  if (!Number.isInteger(partition) || partition < 0 || partition >= reads.length) return false;
  return target.cursorAttributes.every(({ name, type }) => {
    const value = attribute(after, name);
    return value !== undefined && type in value;
  });
}

function rangeBehind({ start, end }: StoreRange, position: Buffer, reverse: boolean): StoreRange {
  return reverse ? { start, end: position } : { start: successor(position), end };
}

function addUsage(sum: TableUsage, { tableUnits, indexUnits }: TableUsage): void {
  sum.tableUnits += tableUnits;
  for (const [index, units] of indexUnits) sum.indexUnits.set(index, (sum.indexUnits.get(index) ?? 0) + units);
}

/** The values at the paths, each by the last step of its path: `a.b` is `b`, `a.b[1]` is `b[1]`. */
function selectPaths(item: Item, paths: readonly DocumentPath[] | undefined): Item {
  if (!paths) return item;
  if (paths.every((path) => path.length === 1)) return project(item, paths);
  const selected: { [name: string]: AttributeValue } = {};
  for (const path of paths) {
    const value = valueAt(item, path);
    if (value) setAttribute(selected, columnName(path), value);
  }
  return selected;
}

function columnName(path: DocumentPath): string {
  const from = path.findLastIndex((step) => typeof step === 'string');
  const [name, ...indexes] = path.slice(from);
  return `${name}${indexes.map((index) => `[${index}]`).join('')}`;
}
