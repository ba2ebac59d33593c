import { validationError } from '../../../protocol/shape.ts';
import type { Condition } from '../expressions/condition.ts';
import type { ConditionNode } from '../expressions/condition-syntax.ts';
import { type DocumentPath, valueAt } from '../expressions/document-path.ts';
import { bindKeyCondition, type KeyComparison, type KeyRange } from '../expressions/key-condition.ts';
import { project } from '../expressions/projection.ts';
import { type TableUsage, usageOf } from '../items/capacity.ts';
import { projectedAttributes } from '../items/index-entries.ts';
import { queryRange, rangeAfter, type StoreRange, successor } from '../items/query-range.ts';
import { readPage } from '../items/read-page.ts';
import { cursorOf, cursorPosition, needsTable, type ReadTarget, readTarget } from '../items/read-target.ts';
import { itemOf } from '../items/stored-item.ts';
import type { Database } from '../operation.ts';
import { spaceRange } from '../tables/store-keys.ts';
import type { Table } from '../tables/table.ts';
import { type AttributeValue, attribute, type Item, sameValue, setAttribute } from '../values/attribute-value.ts';
import { inHashSetOrder } from './hash-set-order.ts';
import type { SelectStatement } from './partiql-statement.ts';
import { allOf, checkStatementIndex, conjuncts, keyComparison } from './where-clause.ts';

/** How a SELECT is carried out: as queries of some partitions, or as a scan. */
interface SelectPlan {
  readonly target: ReadTarget;
  /** Undefined for a scan. */
  readonly partitions: readonly KeyRange[] | undefined;
  readonly filter: Condition | undefined;
  readonly projection: readonly DocumentPath[] | undefined;
  readonly reverse: boolean;
  readonly fetchFromTable: boolean;
}

/** @throws ServiceError ValidationException, ResourceNotFoundException */
function planSelect(database: Database, statement: SelectStatement, consistentRead: boolean): SelectPlan {
  const { source, where, values, projection, order } = statement;
  const table = database.tables.get(source.tableName);
  const target = targetOf(table, source.indexName, consistentRead);
  const { partitions, rest } = splitByKey(target, conjuncts(where), values);
  const filter = allOf(rest, values);
  if (partitions) checkFilter(target, filter);
  if (order) checkOrder(target, order.attributeName, partitions !== undefined, where !== undefined);
  return {
    target,
    partitions,
    filter,
    projection,
    reverse: order?.descending ?? false,
    fetchFromTable: needsTable(target, undefined, projection),
  };
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

type Values = SelectStatement['values'];

interface Split {
  readonly partitions: readonly KeyRange[] | undefined;
  readonly rest: readonly ConditionNode[];
}

/** The partitions that the conditions select, with the range of the sort key, and the conditions that are left. */
function splitByKey({ key }: ReadTarget, conditions: readonly ConditionNode[], values: Values): Split {
  const comparisons = conditions.map((node) => ({ node, comparison: keyComparison(node, values) }));
  const onPartition = comparisons.find(
    ({ comparison }) => comparison?.attributeName === key.partition.name && (comparison.operator === '=' || comparison.operator === 'IN'),
  );
  if (!onPartition?.comparison) return { partitions: undefined, rest: conditions };
  const onSort = comparisons.find(
    ({ comparison }) => comparison && comparison.attributeName === key.sort?.name && comparison.operator !== 'IN',
  );
  const sort = onSort?.comparison;
  const distinct: AttributeValue[] = [];
  for (const value of onPartition.comparison.values) if (!distinct.some((it) => sameValue(it, value))) distinct.push(value);
  const partitions = distinct.map((value) => {
    const equality: KeyComparison = { attributeName: key.partition.name, operator: '=', values: [value] };
    return bindKeyCondition({ comparisons: sort && sort.operator !== 'IN' ? [equality, sort] : [equality] }, key);
  });
  return { partitions, rest: conditions.filter((node) => node !== onPartition.node && node !== onSort?.node) };
}

/** @throws ServiceError ValidationException for a query of an index with a filter on what the index does not hold */
function checkFilter({ table, index }: ReadTarget, filter: Condition | undefined): void {
  const projected = index && projectedAttributes(table, index);
  const missing = projected ? (filter?.attributeNames ?? []).filter((name) => !projected.includes(name)) : [];
  if (!index || missing.length === 0) return;
  throw validationError(
    `One or more parameter values were invalid: Secondary index ${index.name} does not project one or more filter attributes: [${inHashSetOrder(missing).join(', ')}]`,
  );
}

/** @throws ServiceError ValidationException */
function checkOrder({ key }: ReadTarget, name: string, byPartition: boolean, hasWhere: boolean): void {
  if (!hasWhere) throw validationError('Must have WHERE clause in the statement when using ORDER BY clause.');
  if (!byPartition) {
    throw validationError('Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.');
  }
  if (name !== key.partition.name && name !== key.sort?.name) {
    throw validationError(`Variable reference ${name} in ORDER BY clause must be part of the primary key`);
  }
}

/** Where a SELECT goes on: after an item of its nth partition. */
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
  const { target, partitions } = plan;
  if (start && !isCursorOf(plan, start)) throw validationError('Given NextToken is invalid');
  const usage = usageOf(target.table);
  const items: Item[] = [];
  let left = limit;
  for (let partition = start?.partition ?? 0; partition < (partitions?.length ?? 1); partition++) {
    const after = partition === start?.partition ? start.after : undefined;
    const page = readPage(database, {
      target,
      range: { ...rangeOf(plan, partitions?.[partition], after), reverse: plan.reverse },
      limit: left,
      filter: plan.filter,
      projection: undefined,
      countOnly: false,
      consistentRead,
      fetchFromTable: plan.fetchFromTable,
    });
    for (const json of page.items) items.push(selectPaths(JSON.parse(json.toString('utf8')), plan.projection));
    left -= page.scannedCount;
    addUsage(usage, page.usage);
    if (page.last) return { items, usage, next: { partition, after: cursorOf(target, itemOf(page.last)) } };
  }
  return { items, usage, next: undefined };
}

/** Whether the cursor, which the caller had in the meantime, is one of the plan's. */
function isCursorOf({ target, partitions }: SelectPlan, { partition, after }: SelectCursor): boolean {
  if (!Number.isInteger(partition) || partition < 0 || partition >= (partitions?.length ?? 1)) return false;
  return target.cursorAttributes.every(({ name, type }) => {
    const value = attribute(after, name);
    return value !== undefined && type in value;
  });
}

function rangeOf({ target, reverse }: SelectPlan, partition: KeyRange | undefined, after: Item | undefined): StoreRange {
  const position = after && cursorPosition(target, after);
  if (!partition) {
    const whole = spaceRange(target.spaceId);
    return position ? { start: successor(position), end: whole.end } : whole;
  }
  const whole = queryRange(target.spaceId, partition);
  return position ? rangeAfter(target.spaceId, whole, position, partition, reverse) : whole;
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
