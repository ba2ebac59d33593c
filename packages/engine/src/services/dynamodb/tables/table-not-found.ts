import { ServiceError } from '../../../protocol/service-error.ts';
import type { Database } from '../operation.ts';
import type { Table } from './table.ts';

/** The operations on tables, unlike those on items, name the table that is not there. @throws ServiceError ResourceNotFoundException */
export function tableOrNotFound({ tables }: Database, nameOrArn: string): Table {
  const name = tables.nameOf(nameOrArn);
  const table = tables.find(name);
  if (!table) throw new ServiceError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
  return table;
}

/** @source Alternator's tests, compared with AWS */
export function globalTableNotFound(name: string): ServiceError {
  return new ServiceError('GlobalTableNotFoundException', `Global table with name '${name}' does not exist.`);
}
