import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import type { Database } from '../operation.ts';
import type { Table } from './table.ts';

/**
 * The table that the tag operations name.
 *
 * @throws ServiceError ValidationException, AccessDeniedException, ResourceNotFoundException
 * @source answers of AWS collected by ack-api-quirks, 2026-10
 */
export function tableOfArn({ tables, world }: Database, arn: string): Table {
  if (!arn.startsWith('arn:')) throw invalid(`ARNs must start with 'arn:': ${arn}`);
  const [, , service, region, accountId, ...rest] = arn.split(':');
  const [kind, name = '', part] = rest.join(':').split('/');
  if (service !== 'dynamodb' || kind !== 'table' || part === 'backup') throw invalid(`Provided Arn is not a DynamoDB resource arn: ${arn}`);
  if (accountId !== world.accountId) throw new ServiceError('AccessDeniedException', 'Access is denied');
  if (region !== world.region) throw validationError(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  if (part === 'index') {
    throw invalid(`Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${arn}`);
  }
  const table = part === undefined ? tables.find(name) : undefined;
  if (!table) throw new ServiceError('ResourceNotFoundException', `Requested resource not found: ResourceArn: ${arn} not found`);
  return table;
}

function invalid(what: string): Error {
  return validationError(`One or more parameter values were invalid: ${what}`);
}
