import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import { type DocumentPath, valueAt } from '../expressions/document-path.ts';
import type { KeyRange } from '../expressions/key-condition.ts';
import { projectedAttributes } from '../items/index-entries.ts';
import { queryRange, successor } from '../items/query-range.ts';
import { type Page, readPage } from '../items/read-page.ts';
import { cursorOf, cursorPosition, needsTable, type ReadTarget, readTarget } from '../items/read-target.ts';
import { itemOf } from '../items/stored-item.ts';
import type { Database } from '../operation.ts';
import { spaceRange } from '../tables/store-keys.ts';
import { keyAttributes } from '../tables/table.ts';
import { type AttributeValue, attributeType, checkItem, type Item, setAttribute } from '../values/attribute-value.ts';
import { comparedAttribute, conditionOf, conjunctsOf, equalValue, pathsOf, sortRange, type Where } from './conjuncts.ts';
import type { SelectStatement } from './partiql-statement.ts';

export interface SelectRequest {
  readonly statement: SelectStatement;
  readonly consistentRead: boolean;
  readonly limit: number;
  /** Where the page before ended. */
  readonly start: Item | undefined;
}

export interface Selected {
  readonly items: readonly Item[];
  readonly page: Page;
  /** Where to go on, when there may be more. */
  readonly next: Item | undefined;
}

/** Runs a SELECT: a query when the where clause names the partition key, and a scan otherwise. @throws ServiceError */
export function runSelect(database: Database, { statement, consistentRead, limit, start }: SelectRequest): Selected {
  const where = { root: statement.where, values: statement.values };
  const filter = statement.where && conditionOf(statement.where, statement.values);
  const target = selectTarget(database, statement, consistentRead);
  const keyRange = keyRangeOf(target, where);
  checkFilteredAttributes(target, where);
  const fetchFromTable = needsTable(target, undefined, statement.projection);
  const reverse = isReverse(target, statement, keyRange !== undefined);
  const whole = keyRange ? queryRange(target.spaceId, keyRange) : spaceRange(target.spaceId);
  const position = start && cursorPosition(target, start);
  const range = position ? (reverse ? { ...whole, end: position } : { ...whole, start: successor(position) }) : whole;
  const page = readPage(database, {
    target,
    range: { ...range, reverse },
    limit,
    filter,
    projection: undefined,
    countOnly: false,
    consistentRead,
    fetchFromTable,
  });
  const found = page.items.map((json): Item => JSON.parse(json.toString('utf8')));
  const { projection: paths } = statement;
  return { items: paths ? found.map((item) => pick(item, paths)) : found, page, next: page.last && cursorOf(target, itemOf(page.last)) };
}

function selectTarget(database: Database, { source: from }: SelectStatement, consistentRead: boolean): ReadTarget {
  const table = database.tables.get(from.tableName);
  const index = table.indexes.find((it) => it.name === from.indexName);
  if (from.indexName !== undefined && !index) throw validationError('The table does not have the specified index');
  if (consistentRead && index?.kind === 'global') {
    throw validationError('Strongly consistent read is not supported on Global Secondary Indexes');
  }
  return readTarget(table, from.indexName, consistentRead);
}

/** Undefined when the read is a scan. */
function keyRangeOf({ key }: ReadTarget, where: Where): KeyRange | undefined {
  const partition = equalValue(where, key.partition.name);
  if (!partition) return undefined;
  if (attributeType(partition) !== key.partition.type) throw validationError('The provided key element does not match the schema');
  return { partition, sort: key.sort && sortRange(where, key.sort) };
}

/** A read by an index's key may filter only on what the index has. @source dynamodb-conformance, recorded on AWS, 2026 */
function checkFilteredAttributes({ table, index, key }: ReadTarget, { root }: Where): void {
  const conjuncts = conjunctsOf(root);
  const projected = index && projectedAttributes(table, index);
  const keyed = conjuncts.some(
    (it) => it.kind === 'comparison' && (it.operator === '=' || it.operator === 'IN') && comparedAttribute(it) === key.partition.name,
  );
  if (!index || !projected || !keyed) return;
  const read = conjuncts.flatMap(pathsOf).map(([name]) => String(name));
  const missing = [...new Set(read)].filter((name) => !projected.includes(name));
  if (missing.length > 0) {
    throw validationError(
      `One or more parameter values were invalid: Secondary index ${index.name} does not project one or more filter attributes: [${missing.join(', ')}]`,
    );
  }
}

/** @throws ServiceError ValidationException */
function isReverse({ key }: ReadTarget, { order }: SelectStatement, isQuery: boolean): boolean {
  if (!order) return false;
  if (!isQuery) throw validationError('Must have WHERE clause in the statement when using ORDER BY clause.');
  if (!keyAttributes(key).some(({ name }) => name === order.attributeName)) {
    throw validationError(`Variable reference ${order.attributeName} in ORDER BY clause must be part of the primary key`);
  }
  return order.descending && order.attributeName === key.sort?.name;
}

/** A selected path becomes an attribute of its last name. */
function pick(item: Item, paths: readonly DocumentPath[]): Item {
  const picked: { [name: string]: AttributeValue } = {};
  for (const path of paths) {
    const value = valueAt(item, path);
    const name = path.findLast((it) => typeof it === 'string');
    if (value && typeof name === 'string') setAttribute(picked, name, value);
  }
  return picked;
}

/** Where the next page begins, as the caller carries it. */
export function tokenOf(statement: string, next: Item): string {
  return Buffer.from(JSON.stringify({ statement, next })).toString('base64');
}

/** @throws ServiceError ValidationException */
export function readToken(statement: string, token: string | undefined): Item | undefined {
  if (token === undefined) return undefined;
  try {
    const content: { statement: string; next: Item } = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    if (content.statement === statement) return checkItem({ ...content.next });
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof TypeError) && !(error instanceof ServiceError)) throw error;
  }
  throw validationError('Invalid NextToken');
}
