import { ServiceError } from '../../../protocol/service-error.ts';
import type { World } from '../../../world/world.ts';
import type { Table, Throughput } from '../tables/table.ts';
import type { TableUsage } from './capacity.ts';

export type UnitKind = 'read' | 'write';

/** @source "Burst capacity", developer guide: up to five minutes of unused capacity are kept */
const burstSeconds = 300;

/** Units that may be used now. Unused ones gather up to the burst; a request that is let in may take more than there are. */
interface Bucket {
  units: number;
  filledAtMs: number;
}

/** Holds requests against the throughput that provisioned tables and their global indexes have. */
export class Throttle {
  readonly #world: World;
  readonly #buckets = new Map<string, Bucket>();

  constructor(world: World) {
    this.#world = world;
  }

  /**
   * Charges what a request uses, or refuses it whole when there is nothing left.
   * @throws ServiceError ProvisionedThroughputExceededException
   */
  take({ table, tableUnits, indexUnits }: TableUsage, kind: UnitKind): void {
    if (table.billingMode !== 'PROVISIONED') return;
    const charges: { readonly bucket: Bucket; readonly units: number }[] = [];
    // A local index has its table's throughput.
    let ofTable = tableUnits;
    for (const [index, units] of indexUnits) {
      if (index.kind === 'local' || !index.throughput) {
        ofTable += units;
        continue;
      }
      const bucket = this.#bucket(index.spaceId, index.throughput, kind);
      if (bucket.units <= 0) throw exceeded(indexExceeded);
      charges.push({ bucket, units });
    }
    const bucket = this.#bucket(table.spaceId, table.throughput, kind);
    if (ofTable > 0 && bucket.units <= 0) throw exceeded(tableExceeded);
    charges.push({ bucket, units: ofTable });
    for (const charge of charges) charge.bucket.units -= charge.units;
  }

  /** Whether a table has anything left, for batches, which leave out what it has not. */
  isExhausted(table: Table, kind: UnitKind): boolean {
    return table.billingMode === 'PROVISIONED' && this.#bucket(table.spaceId, table.throughput, kind).units <= 0;
  }

  #bucket(spaceId: number, { readCapacityUnits, writeCapacityUnits }: Throughput, kind: UnitKind): Bucket {
    const perSecond = kind === 'read' ? readCapacityUnits : writeCapacityUnits;
    const name = `${kind} ${spaceId}`;
    const now = this.#world.now();
    const most = perSecond * burstSeconds;
    const bucket = this.#buckets.get(name) ?? { units: most, filledAtMs: now };
    bucket.units = Math.min(most, bucket.units + (perSecond * Math.max(0, now - bucket.filledAtMs)) / 1000);
    bucket.filledAtMs = now;
    this.#buckets.set(name, bucket);
    return bucket;
  }
}

/** @source "TransactionCanceledException", API reference, which has both texts */
const tableExceeded =
  'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.';
const indexExceeded =
  'The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API';

function exceeded(message: string): ServiceError {
  return new ServiceError('ProvisionedThroughputExceededException', message);
}
