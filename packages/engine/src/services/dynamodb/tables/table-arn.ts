import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import type { World } from '../../../world/world.ts';

/**
 * The name in an ARN that stands for a table's name in a request.
 *
 * @throws ServiceError ValidationException, AccessDeniedException
 * @source answers of AWS collected by ack-api-quirks, 2026-10
 */
export function nameOfTableArn({ partition, region, accountId }: World, arn: string): string {
  const [, arnPartition, service, arnRegion, arnAccount, resource = ''] = arn.split(':');
  const [kind, name = ''] = resource.split('/');
  if (service !== 'dynamodb' || arn.split(':').length !== 6) throw fault(format);
  if (arnPartition !== partition) throw fault(`Invalid AWS partition in '${arn}'`);
  if (arnRegion !== region) throw fault(`Invalid AWS region in '${arn}'`);
  if (kind !== 'table') throw fault(`Invalid resource type in '${arn}'`);
  if (resource !== `table/${name}` || !/^[a-zA-Z0-9_.-]{3,255}$/.test(name)) throw fault(format);
  if (arnAccount !== accountId) throw new ServiceError('AccessDeniedException', 'Access is denied');
  return name;
}

const format =
  "Valid ARN format is 'arn:<awsPartition>:<vendor>:<region>:<subscriber>:resourceType/resourceName', where Resource name must have length less than or equal to 255, Resource name must have length greater than or equal to 3, Resource name must satisfy regular expression pattern: [a-zA-Z0-9_.-]+";

function fault(what: string): Error {
  return validationError(`1 validation error detected: ${what}`);
}
