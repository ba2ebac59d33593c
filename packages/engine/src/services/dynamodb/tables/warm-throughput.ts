import { validationError } from '../../../protocol/shape.ts';
import type { Index, Table, WarmThroughput } from './table.ts';
import type { WireWarmThroughput } from './table-shapes.ts';

/** What every on-demand table starts with. @source Alternator's tests, compared with AWS */
export const onDemandBaseline: WarmThroughput = { readUnitsPerSecond: 12_000, writeUnitsPerSecond: 4000 };

/** What a table, or an index of it, is warm for. */
export function warmThroughputOf(table: Table, index?: Index): WarmThroughput {
  const set = index ? index.warmThroughput : table.warmThroughput;
  if (set) return set;
  if (table.billingMode === 'PAY_PER_REQUEST') return onDemandBaseline;
  const { readCapacityUnits, writeCapacityUnits } = (index ? index.throughput : table.throughput) ?? table.throughput;
  return { readUnitsPerSecond: readCapacityUnits, writeUnitsPerSecond: writeCapacityUnits };
}

/** The warm throughput that a new table asks for. @throws ServiceError ValidationException */
export function initialWarmThroughput(table: Table, wanted: WireWarmThroughput): WarmThroughput {
  const is = warmThroughputOf(table);
  const than =
    table.billingMode === 'PAY_PER_REQUEST'
      ? 'is lower than initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html'
      : 'is lower than ReadCapacityUnits of ProvisionedThroughput';
  return raised(is, wanted, (unit) =>
    than.replace('ReadCapacityUnits', unit === 'ReadUnitsPerSecond' ? 'ReadCapacityUnits' : 'WriteCapacityUnits'),
  );
}

/** It only ever grows. @throws ServiceError ValidationException @source answers of AWS collected by ack-api-quirks, 2026-10 */
export function raiseWarmThroughput(table: Table, wanted: WireWarmThroughput): WarmThroughput {
  const than = 'is lower than current WarmThroughput, decreasing WarmThroughput is not supported';
  return raised(warmThroughputOf(table), wanted, () => than);
}

function raised(is: WarmThroughput, wanted: WireWarmThroughput, than: (unit: string) => string): WarmThroughput {
  const next = {
    readUnitsPerSecond: wanted.ReadUnitsPerSecond ?? is.readUnitsPerSecond,
    writeUnitsPerSecond: wanted.WriteUnitsPerSecond ?? is.writeUnitsPerSecond,
  };
  const low =
    next.readUnitsPerSecond < is.readUnitsPerSecond
      ? 'ReadUnitsPerSecond'
      : next.writeUnitsPerSecond < is.writeUnitsPerSecond
        ? 'WriteUnitsPerSecond'
        : undefined;
  if (low) throw validationError(`One or more parameter values were invalid: Requested ${low} for WarmThroughput for table ${than(low)}`);
  return next;
}

export function describeWarm({ readUnitsPerSecond, writeUnitsPerSecond }: WarmThroughput, settling: boolean): object {
  return { ReadUnitsPerSecond: readUnitsPerSecond, WriteUnitsPerSecond: writeUnitsPerSecond, Status: settling ? 'UPDATING' : 'ACTIVE' };
}
