import type { TableUsage } from './capacity.ts';
import type { Throttle, UnitKind } from './throttle.ts';

/** Told of what DynamoDB measures of its own work. */
export interface DynamoDbMeter {
  /** @param indexName of a global index: it has units of its own */
  consumed(place: { readonly tableName: string; readonly indexName: string | undefined }, kind: UnitKind, units: number): void;
  /** Items that a Query or a Scan has answered. */
  returned(tableName: string, operation: string, itemCount: number): void;
  /** Items whose time to live was over. */
  expired(tableName: string, itemCount: number): void;
  /** Items that a new global index has got so far. */
  indexed(tableName: string, indexName: string, progress: { readonly units: number; readonly percentage: number }): void;
}

/** What takes units, and refuses when there are none. */
export type UnitTaker = Pick<Throttle, 'take' | 'isExhausted'>;

/** Units are measured once they are taken. */
export function createUnitTaker(throttle: Throttle | undefined, meter: DynamoDbMeter | undefined): UnitTaker | undefined {
  if (!meter) return throttle;
  return {
    take(usage, kind) {
      throttle?.take(usage, kind);
      measure(meter, usage, kind);
    },
    isExhausted: (table, kind) => throttle?.isExhausted(table, kind) ?? false,
  };
}

function measure(meter: DynamoDbMeter, { table: { name: tableName }, tableUnits, indexUnits }: TableUsage, kind: UnitKind): void {
  // A local index has its table's units.
  let ofTable = tableUnits;
  for (const [index, units] of indexUnits) {
    if (index.kind === 'local') ofTable += units;
    else if (units > 0) meter.consumed({ tableName, indexName: index.name }, kind, units);
  }
  if (ofTable > 0) meter.consumed({ tableName, indexName: undefined }, kind, ofTable);
}
