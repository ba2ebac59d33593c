import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import { project } from '../expressions/projection.ts';
import type { Update } from '../expressions/update.ts';
import { checkItemSize } from '../items/item-limits.ts';
import type { CurrentItem } from '../items/item-write.ts';
import { checkActionKey, checkActionValues, decide, RequestRefusal, type WriteAction } from '../items/transaction-write.ts';
import type { Database } from '../operation.ts';
import type { Item } from '../values/attribute-value.ts';
import type {
  DeleteStatement,
  ExistsStatement,
  InsertStatement,
  Returning,
  SelectStatement,
  Statement,
  UpdateStatement,
} from './partiql-statement.ts';
import { allOf, keyAndRest } from './where-clause.ts';

/** An INSERT, UPDATE, DELETE or EXISTS, ready to be decided on the item it names. */
export interface StatementAction extends WriteAction {
  /** INSERT wants that there is none, UPDATE that there is one. */
  readonly wants: 'nothing' | 'item' | 'either';
  readonly returning: Returning | undefined;
}

export type WriteStatement = Exclude<Statement, SelectStatement>;

export function isWrite(statement: Statement): statement is WriteStatement {
  return statement.kind !== 'SELECT';
}

/** The table, and perhaps index, that a statement is about. */
export function sourceOf(statement: Statement): SelectStatement['source'] {
  return statement.kind === 'EXISTS' ? statement.select.source : statement.source;
}

/** @throws ServiceError ValidationException, ResourceNotFoundException */
export function actionOf(database: Database, statement: WriteStatement, within: 'transaction' | undefined = undefined): StatementAction {
  if (sourceOf(statement).indexName !== undefined) throw validationError('This operation is not supported on an index');
  if (statement.kind === 'INSERT') return insertAction(database, statement);
  if (statement.kind === 'EXISTS') return checkAction(database, statement);
  if (statement.kind === 'DELETE') {
    return { ...keyedWrite(database, statement, within), kind: 'Delete', wants: 'either', returning: statement.returning };
  }
  return {
    ...keyedWrite(database, statement, within),
    kind: 'Update',
    wants: 'item',
    update: updateOf(statement),
    returning: statement.returning,
  };
}

const blank = { update: undefined, condition: undefined, returnValues: undefined, sizeBytes: 0, returning: undefined };

function insertAction(database: Database, { source, item }: InsertStatement): StatementAction {
  checkItemSize(item);
  const table = database.tables.get(source.tableName);
  return { ...blank, tableName: table.name, table, key: item, kind: 'Put', wants: 'nothing' };
}

const unkeyedWrite = 'Where clause does not contain a mandatory equality on all key attributes';
const unkeyedCheck = 'EXISTS() must contain a single item read with additional condition';

function checkAction(database: Database, { select }: ExistsStatement): StatementAction {
  const { source, where, values } = select;
  if (!where) throw validationError(unkeyedCheck);
  const table = database.tables.get(source.tableName);
  const { key, rest } = keyAndRest(where, table.key, values);
  const condition = allOf(rest, values);
  if (!key || !condition) throw validationError(unkeyedCheck);
  return { ...blank, tableName: table.name, table, key, condition, kind: 'ConditionCheck', wants: 'item' };
}

/** In a transaction a WHERE that does not name one item is a reason among others: its action has no key, which fits no table. */
function keyedWrite(
  database: Database,
  { source, where, values }: UpdateStatement | DeleteStatement,
  within: 'transaction' | undefined,
): Omit<StatementAction, 'kind' | 'wants'> {
  if (!where) throw validationError(unkeyedWrite);
  const table = database.tables.get(source.tableName);
  const { key, rest, contradicted } = keyAndRest(where, table.key, values);
  const action = { ...blank, tableName: table.name, table };
  if (key && contradicted === undefined) return { ...action, key, condition: allOf(rest, values) };
  if (within === 'transaction') return { ...action, key: {} };
  throw validationError(
    contradicted === undefined
      ? unkeyedWrite
      : `Multiple conditions on same key ${contradicted}. Only single item Update/Insert/Delete are supported`,
  );
}

function updateOf({ actions, values }: UpdateStatement): Update {
  const paths = actions.map(({ target }) => target.path);
  return {
    actions,
    values,
    paths,
    nestedAttributeNames: paths.filter((path) => path.length > 1).map(([name]) => String(name)),
    createsItem: false,
    typeMismatch: 'An operand in the update expression has an incorrect data type',
  };
}

/**
 * What the statement makes of its item: undefined removes it.
 * @throws ServiceError DuplicateItemException, ConditionalCheckFailedException, ValidationException
 */
export function decideStatement(action: StatementAction, current: CurrentItem): Item | undefined {
  if (action.wants === 'nothing' && current.stored)
    throw new ServiceError('DuplicateItemException', 'Duplicate primary key exists in table');
  if (action.wants === 'item' && !current.stored)
    throw new ServiceError('ConditionalCheckFailedException', 'The conditional request failed');
  // To delete what is not there fails no condition.
  if (action.kind === 'Delete' && !current.stored) return undefined;
  return decide(action, current);
}

/** The checks of a statement that stands alone, where nothing is a reason among others. @throws ServiceError ValidationException */
export function checkAlone(action: StatementAction): void {
  checkActionKey(action);
  checkActionValues(action);
}

export function decideAlone(action: StatementAction, current: CurrentItem): Item | undefined {
  try {
    return decideStatement(action, current);
  } catch (error) {
    throw error instanceof RequestRefusal ? error.refusal : error;
  }
}

/** What RETURNING gives of the old and the new item. */
export function returned({ returning, update }: StatementAction, old: Item | undefined, next: Item | undefined): Item | undefined {
  const item = returning?.endsWith('OLD') ? old : returning?.endsWith('NEW') ? next : undefined;
  if (!item || returning?.startsWith('ALL')) return item;
  const changed = project(item, update?.paths ?? []);
  return Object.keys(changed).length > 0 ? changed : undefined;
}
