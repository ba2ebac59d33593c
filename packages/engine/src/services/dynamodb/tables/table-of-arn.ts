import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import type { Database } from '../operation.ts';
import type { Table } from './table.ts';

/** @throws ServiceError ValidationException, ResourceNotFoundException */
export function tableOfArn({ tables }: Database, arn: string): Table {
  if (!/^arn:[^:]+:dynamodb:[^:]*:\d*:table\/[^/]+/.test(arn))
    throw validationError(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  const table = tables.find(tables.nameOf(arn));
  if (!table) throw new ServiceError('ResourceNotFoundException', `Requested resource not found: ResourcArn: ${arn} not found`);
  return table;
}
