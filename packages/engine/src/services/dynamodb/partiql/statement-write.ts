import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import type { Condition } from '../expressions/condition.ts';
import { firstNames } from '../expressions/document-path.ts';
import { project } from '../expressions/projection.ts';
import { applyUpdate, type Update } from '../expressions/update.ts';
import { checkCondition } from '../items/condition-check.ts';
import { checkItemSize, checkUpdatedItemSize, checkWrittenSize } from '../items/item-limits.ts';
import type { CurrentItem } from '../items/item-write.ts';
import { checkIndexKeyTypes, checkIndexKeyValues, checkItemKeys, checkKey } from '../items/key-check.ts';
import { checkUpdatedPaths } from '../items/update-action.ts';
import type { Database } from '../operation.ts';
import { keyAttributes, type Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import type { DeleteStatement, ExistsStatement, InsertStatement, Returning, Source, UpdateStatement } from './partiql-statement.ts';
import { allOf, keyAndRest } from './where-clause.ts';

export type WriteStatement = InsertStatement | UpdateStatement | DeleteStatement | ExistsStatement;

/** A statement that writes one item, or checks it for others that do. */
export interface StatementWrite {
  readonly table: Table;
  readonly key: Item;
  /** Whether it only checks. */
  readonly onlyChecks: boolean;
  /**
   * What it makes of its item; undefined removes it.
   * @throws ServiceError ConditionalCheckFailedException, DuplicateItemException, ValidationException
   */
  decide(current: CurrentItem, returnOnFailure: string | undefined): Item | undefined;
  /** What RETURNING asks for. */
  returned(old: Item | undefined, next: Item | undefined): Item | undefined;
}

/** @throws ServiceError ValidationException, ResourceNotFoundException */
export function planWrite(database: Database, statement: WriteStatement): StatementWrite {
  if (statement.kind === 'INSERT') return planInsert(database, statement);
  if (statement.kind === 'EXISTS') return planCheck(database, statement);
  checkSource(statement.source);
  return statement.kind === 'UPDATE' ? planUpdate(database, statement) : planDelete(database, statement);
}

function checkSource({ indexName }: Source): void {
  if (indexName !== undefined) throw validationError('This operation is not supported on an index');
}

function planInsert(database: Database, { source, item }: InsertStatement): StatementWrite {
  checkItemSize(item);
  const table = database.tables.get(source.tableName);
  checkItemKeys(table, item);
  return {
    table,
    key: item,
    onlyChecks: false,
    decide(current) {
      if (current.stored) throw new ServiceError('DuplicateItemException', 'Duplicate primary key exists in table');
      return item;
    },
    returned: () => undefined,
  };
}

interface KeyedStatement {
  readonly table: Table;
  readonly key: Item;
  readonly condition: Condition | undefined;
}

/** @throws ServiceError ValidationException when the WHERE does not name one item */
function readKey(
  database: Database,
  { source, where, values }: Pick<UpdateStatement, 'source' | 'where' | 'values'>,
  unkeyed: string,
): KeyedStatement {
  if (!where) throw validationError(unkeyed);
  const table = database.tables.get(source.tableName);
  const names = keyAttributes(table.key).map(({ name }) => name);
  const { key, rest } = keyAndRest(where, names, values);
  if (!key) throw validationError(unkeyed);
  checkKey(table, key);
  return { table, key, condition: allOf(rest, values) };
}

const unkeyedWrite = 'Where clause does not contain a mandatory equality on all key attributes';
const unkeyedCheck = 'EXISTS() must contain a single item read with additional condition';

function planCheck(database: Database, { select }: ExistsStatement): StatementWrite {
  const { table, key, condition } = readKey(database, select, unkeyedCheck);
  if (!condition) throw validationError(unkeyedCheck);
  return {
    table,
    key,
    onlyChecks: true,
    decide(current, returnOnFailure) {
      checkExists(current, condition, returnOnFailure);
      return current.item;
    },
    returned: () => undefined,
  };
}

/** An item that is not there satisfies no WHERE. */
function checkExists(current: CurrentItem, condition: Condition | undefined, returnOnFailure: string | undefined): void {
  if (!current.stored) throw new ServiceError('ConditionalCheckFailedException', 'The conditional request failed');
  checkCondition(current, condition, returnOnFailure);
}

function planUpdate(database: Database, statement: UpdateStatement): StatementWrite {
  const { table, key, condition } = readKey(database, statement, unkeyedWrite);
  const paths = statement.actions.map(({ target }) => target.path);
  const update: Update = {
    actions: statement.actions,
    values: statement.values,
    paths,
    nestedAttributeNames: firstNames(paths.filter((path) => path.length > 1)),
    createsItem: true,
    typeMismatch: 'An operand in the update expression has an incorrect data type',
  };
  checkUpdatedPaths(table, update);
  return {
    table,
    key,
    onlyChecks: false,
    decide(current, returnOnFailure) {
      checkExists(current, condition, returnOnFailure);
      const next = applyUpdate(current.item ?? key, update);
      checkUpdatedItemSize(next);
      checkWrittenSize(next, update);
      checkIndexKeyTypes(table, next);
      checkIndexKeyValues(table, next, true);
      return next;
    },
    returned: (old, next) => returnedOf(statement.returning, old, next, update),
  };
}

function returnedOf(returning: Returning | undefined, old: Item | undefined, next: Item | undefined, update: Update): Item | undefined {
  const from = returning?.endsWith('OLD') ? old : next;
  if (!returning || !from) return undefined;
  if (returning.startsWith('ALL')) return from;
  const modified = project(from, update.paths);
  return Object.keys(modified).length > 0 ? modified : undefined;
}

function planDelete(database: Database, statement: DeleteStatement): StatementWrite {
  const { table, key, condition } = readKey(database, statement, unkeyedWrite);
  return {
    table,
    key,
    onlyChecks: false,
    decide(current, returnOnFailure) {
      // To delete what is not there fails no condition.
      if (current.stored) checkCondition(current, condition, returnOnFailure);
      return undefined;
    },
    returned: (old) => (statement.returning ? old : undefined),
  };
}
