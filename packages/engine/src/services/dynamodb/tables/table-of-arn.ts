import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import type { Database } from '../operation.ts';
import type { Table } from './table.ts';

/**
 * @param operation whose permission AWS says is missing for another account's or region's table
 * @throws ServiceError ValidationException, AccessDeniedException, ResourceNotFoundException
 */
export function tableOfArn({ tables, world }: Database, operation: string, arn: string): Table {
  if (!/^arn:[^:]+:dynamodb:[^:]*:\d*:table\/[^/]+/.test(arn))
    throw validationError(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  if (!arn.startsWith(tables.arnPrefix())) {
    const user = `arn:${world.partition}:iam::${world.accountId}:root`;
    throw new ServiceError(
      'AccessDeniedException',
      `User: ${user} is not authorized to perform: dynamodb:${operation} on resource: ${arn}`,
    );
  }
  const table = tables.find(tables.nameOf(arn));
  if (!table) throw new ServiceError('ResourceNotFoundException', `Requested resource not found: ResourcArn: ${arn} not found`);
  return table;
}
