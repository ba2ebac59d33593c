import { ServiceError } from '../../../protocol/service-error.ts';
import type { Database } from '../operation.ts';
import type { Table } from '../tables/table.ts';
import type { UnitKind } from './throttle.ts';

/**
 * Of a batch's tables those that have throughput left; the requests of the others come back as unprocessed.
 * @throws ServiceError ProvisionedThroughputExceededException when no table has any
 */
export function leaveOut<Part extends { readonly name: string; readonly table: Table }, Request>(
  { throttle }: Database,
  parts: readonly Part[],
  kind: UnitKind,
  requestOf: (part: Part) => Request,
): { readonly served: readonly Part[]; readonly unprocessed: { [table: string]: Request } } {
  const unprocessed: { [table: string]: Request } = {};
  if (!throttle) return { served: parts, unprocessed };
  const served = parts.filter((part) => {
    if (!throttle.isExhausted(part.table, kind)) return true;
    unprocessed[part.name] = requestOf(part);
    return false;
  });
  if (served.length > 0) return { served, unprocessed };
  throw new ServiceError(
    'ProvisionedThroughputExceededException',
    'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
  );
}
