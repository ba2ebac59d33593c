import { ServiceError } from '../../../protocol/service-error.ts';
import { type Shape, validationError } from '../../../protocol/shape.ts';
import { usageOf } from '../items/capacity.ts';
import { CurrentItem, writeItem } from '../items/item-write.ts';
import { itemOf } from '../items/stored-item.ts';
import type { Database } from '../operation.ts';
import type { Index, Restored, Table } from '../tables/table.ts';
import { describeTable } from '../tables/table-description.ts';
import { sseKeyOf } from '../tables/table-settings.ts';
import {
  billingMode,
  globalSecondaryIndexes,
  localSecondaryIndexes,
  onDemandThroughput,
  provisionedThroughput,
  sseSpecification,
  type WireLocalIndex,
  type WireOnDemandThroughput,
  type WireThroughput,
} from '../tables/table-shapes.ts';
import { noThroughput, throughputOf } from '../tables/throughput.ts';
import { copyItems } from './copy-items.ts';

/** The members that both ways of restoring a table share. */
export const overrides: {
  readonly BillingModeOverride: Shape<string>;
  readonly GlobalSecondaryIndexOverride: Shape<readonly WireLocalIndex[]>;
  readonly LocalSecondaryIndexOverride: Shape<readonly WireLocalIndex[]>;
  readonly ProvisionedThroughputOverride: Shape<WireThroughput>;
  readonly OnDemandThroughputOverride: Shape<WireOnDemandThroughput>;
  readonly SSESpecificationOverride: typeof sseSpecification;
} = {
  BillingModeOverride: billingMode,
  GlobalSecondaryIndexOverride: globalSecondaryIndexes,
  LocalSecondaryIndexOverride: localSecondaryIndexes,
  ProvisionedThroughputOverride: provisionedThroughput,
  OnDemandThroughputOverride: onDemandThroughput,
  SSESpecificationOverride: sseSpecification,
};

export interface Overrides {
  readonly BillingModeOverride?: string;
  readonly GlobalSecondaryIndexOverride?: readonly WireLocalIndex[];
  readonly LocalSecondaryIndexOverride?: readonly WireLocalIndex[];
  readonly ProvisionedThroughputOverride?: WireThroughput;
  readonly OnDemandThroughputOverride?: Table['onDemandThroughput'];
  readonly SSESpecificationOverride?: { readonly Enabled?: boolean; readonly KMSMasterKeyId?: string };
}

export interface Restoration {
  readonly name: string;
  /** The table as it was. */
  readonly source: Table;
  readonly fromSpaceId: number;
  readonly restored: Restored;
  readonly overrides: Overrides;
}

/**
 * Makes a table of saved items: it is there when it is whole. Tags, streams, TTL and deletion protection are not restored.
 *
 * @returns the table's description
 * @throws ServiceError TableAlreadyExistsException, ValidationException
 */
export async function restoreTable(database: Database, restoration: Restoration): Promise<object> {
  const { name, source, fromSpaceId } = restoration;
  checkFree(database, name);
  const kept = keptIndexes(source.indexes, restoration.overrides);
  const billed = { ...source, ...billing(source, restoration.overrides, database.world.now()) };
  const table = await openTable(database, { ...restoration, source: billed }, kept);
  await copyItems(database, fromSpaceId, (group, _key, stored) => {
    const item = itemOf(stored);
    writeItem(group, new CurrentItem(database, table, item), item, usageOf(table));
  });
  try {
    checkFree(database, name);
  } catch (error) {
    // Another request took the name in the meantime.
    database.tables.discardSpaces([table, ...table.indexes].map(({ spaceId }) => spaceId));
    throw error;
  }
  await database.tables.saveFilled(table);
  return describeTable(database, table, 'CREATING');
}

function checkFree({ tables }: Database, name: string): void {
  if (tables.find(name)) throw new ServiceError('TableAlreadyExistsException', `Table already exists: ${name}`);
}

async function openTable(
  database: Database,
  { name, source, restored, overrides: changes }: Restoration,
  kept: readonly Index[],
): Promise<Table> {
  const { tables, world } = database;
  const now = world.now();
  const indexes: Index[] = [];
  for (const index of kept) indexes.push({ ...index, spaceId: await tables.openSpace() });
  return {
    ...source,
    name,
    spaceId: await tables.openSpace(),
    tableId: world.uuid(),
    createdAtMs: now,
    indexes,
    onDemandThroughput: changes.OnDemandThroughputOverride ?? source.onDemandThroughput,
    sseKey: changes.SSESpecificationOverride ? sseKeyOf(database, changes.SSESpecificationOverride) : source.sseKey,
    deletionProtectionEnabled: false,
    streams: [],
    tags: [],
    timeToLive: undefined,
    pointInTimeRecovery: undefined,
    restored,
  };
}

/** @throws ServiceError ValidationException @source answers of AWS collected by ack-api-quirks, 2026-10 */
function billing(
  source: Table,
  { BillingModeOverride: mode, ProvisionedThroughputOverride: wanted }: Overrides,
  now: number,
): Partial<Table> {
  if (mode === 'PAY_PER_REQUEST') {
    if (wanted) {
      throw validationError('Invalid Request: Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST');
    }
    return { billingMode: mode, payPerRequestSinceMs: now, throughput: noThroughput };
  }
  if (mode === 'PROVISIONED' && !wanted) {
    throw validationError('Invalid Request: Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED');
  }
  if (!wanted) return {};
  if (mode === undefined && source.billingMode !== 'PROVISIONED') {
    throw validationError('Invalid Request: Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED');
  }
  return { billingMode: 'PROVISIONED', throughput: throughputOf(wanted) };
}

/** Of the indexes the overrides name those that are wanted; they make no new ones. @throws ServiceError ValidationException */
function keptIndexes(
  indexes: readonly Index[],
  { GlobalSecondaryIndexOverride: global, LocalSecondaryIndexOverride: local }: Overrides,
): readonly Index[] {
  for (const { IndexName } of [...(global ?? []), ...(local ?? [])]) {
    if (indexes.some(({ name }) => name === IndexName)) continue;
    throw validationError(
      `Invalid Request: Index ${IndexName} does not match a secondary index that existed in the source table and cannot be created during the restore operation`,
    );
  }
  return indexes.filter(({ kind, name }) => {
    const wanted = kind === 'global' ? global : local;
    return !wanted || wanted.some(({ IndexName }) => IndexName === name);
  });
}
