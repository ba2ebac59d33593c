import { validationError } from '../../../protocol/shape.ts';
import type { Index, Table, Throughput, WarmThroughput } from './table.ts';
import type { WireWarmThroughput } from './table-shapes.ts';
import { noThroughput } from './throughput.ts';

/** What every on-demand table starts with. @source Alternator's tests, compared with AWS */
export const onDemandBaseline: WarmThroughput = { readUnitsPerSecond: 12_000, writeUnitsPerSecond: 4000 };

/** What a table, or an index of it, is warm for. */
export function warmThroughputOf(table: Table, index?: Index): WarmThroughput {
  return (index ? index.warmThroughput : table.warmThroughput) ?? coldest(table.billingMode, index?.throughput ?? table.throughput);
}

function coldest(mode: Table['billingMode'], { readCapacityUnits, writeCapacityUnits }: Throughput): WarmThroughput {
  return mode === 'PAY_PER_REQUEST' ? onDemandBaseline : { readUnitsPerSecond: readCapacityUnits, writeUnitsPerSecond: writeCapacityUnits };
}

/** The warm throughput that a new table asks for. @throws ServiceError ValidationException */
export function initialWarmThroughput(table: Table, wanted: WireWarmThroughput): WarmThroughput {
  return raised(warmThroughputOf(table), wanted, { of: 'table', than: thanAtFirst(table.billingMode) });
}

/** The same of a new index. @throws ServiceError ValidationException */
export function initialIndexWarmThroughput(mode: Table['billingMode'], index: Index, wanted: WireWarmThroughput): WarmThroughput {
  return raised(coldest(mode, index.throughput ?? noThroughput), wanted, { of: `index ${index.name}`, than: thanAtFirst(mode) });
}

function thanAtFirst(mode: Table['billingMode']): (unit: string) => string {
  return (unit) =>
    mode === 'PAY_PER_REQUEST'
      ? 'is lower than initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html'
      : `is lower than ${unit === 'ReadUnitsPerSecond' ? 'ReadCapacityUnits' : 'WriteCapacityUnits'} of ProvisionedThroughput`;
}

/** It only ever grows. @throws ServiceError ValidationException @source answers of AWS collected by ack-api-quirks, 2026-10 */
export function raiseWarmThroughput(table: Table, wanted: WireWarmThroughput, index?: Index): WarmThroughput {
  const than = (): string => 'is lower than current WarmThroughput, decreasing WarmThroughput is not supported';
  return raised(warmThroughputOf(table, index), wanted, { of: index ? `index ${index.name}` : 'table', than });
}

function raised(
  is: WarmThroughput,
  wanted: WireWarmThroughput,
  { of, than }: { readonly of: string; readonly than: (unit: string) => string },
): WarmThroughput {
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
  if (low) throw validationError(`One or more parameter values were invalid: Requested ${low} for WarmThroughput for ${of} ${than(low)}`);
  return next;
}

export function describeWarm({ readUnitsPerSecond, writeUnitsPerSecond }: WarmThroughput, settling: boolean): object {
  return { ReadUnitsPerSecond: readUnitsPerSecond, WriteUnitsPerSecond: writeUnitsPerSecond, Status: settling ? 'UPDATING' : 'ACTIVE' };
}
