import { validationError } from '../../../protocol/shape.ts';
import type { Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { keyReads } from './key-reads.ts';
import type { SelectStatement } from './partiql-statement.ts';
import { checkStatementIndex, keyAndRest } from './where-clause.ts';

/**
 * Holds a SELECT of a batch or a transaction against the rule that it names one item and nothing else. The key's values may still be of
 * types that the table's are not.
 *
 * @param within the operation, for the refusal
 * @throws ServiceError ValidationException
 */
export function keyOfSelect(statement: SelectStatement, table: Table, within: string): Item {
  const { source } = statement;
  const index = table.indexes.find(({ name }) => name === source.indexName);
  if (index) checkStatementIndex(index);
  const key = keyByEqualities(statement, table) ?? keyByReads(statement, table);
  if (key && source.indexName === undefined) return key;
  throw validationError(`Select statements within ${within} must specify the primary key in the where clause.`);
}

function keyByEqualities({ where, values }: SelectStatement, { key: schema }: Table): Item | undefined {
  const { key, rest } = keyAndRest(where, schema, values);
  return rest.length === 0 ? key : undefined;
}

/** An IN of one value names an item as well. */
function keyByReads({ where, values }: SelectStatement, { spaceId, key }: Table): Item | undefined {
  const [read, ...others] = keyReads(spaceId, key, { root: where, values }) ?? [];
  if (!read || others.length > 0 || read.filters.length > 0) return undefined;
  if (!key.sort) return { [key.partition.name]: read.partition };
  return read.sort && { [key.partition.name]: read.partition, [key.sort.name]: read.sort };
}
