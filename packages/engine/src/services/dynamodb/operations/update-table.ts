import { boolean, list, required, string, validationError } from '../../../protocol/shape.ts';
import { type Database, type Operation, operation } from '../operation.ts';
import { anything, dynamoDbStructure, tableName } from '../shapes.ts';
import { wantedBillingMode } from '../tables/billing-mode.ts';
import { backfill } from '../tables/index-backfill.ts';
import { checkAllProvisioned, checkIndexUpdates, updateIndexes } from '../tables/index-updates.ts';
import { changeOnDemandThroughput } from '../tables/on-demand-throughput.ts';
import { currentStream, type Table, type Throughput } from '../tables/table.ts';
import { checkThroughput } from '../tables/table-checks.ts';
import { describeTable } from '../tables/table-description.ts';
import { tableOrNotFound } from '../tables/table-not-found.ts';
import { readStream, sseKeyOf } from '../tables/table-settings.ts';
import {
  attributeDefinitions,
  billingMode,
  globalSecondaryIndexUpdates,
  onDemandThroughput,
  provisionedThroughput,
  sseSpecification,
  streamSpecification,
  tableClass,
  type WireSse,
  type WireStream,
  type WireThroughput,
  warmThroughput,
} from '../tables/table-shapes.ts';
import { changeThroughput } from '../tables/throughput.ts';
import { checkTogether } from '../tables/update-combinations.ts';
import { raiseWarmThroughput } from '../tables/warm-throughput.ts';

const replicaAction = dynamoDbStructure('ReplicationGroupMemberAction', { RegionName: required(string()) });

const input = dynamoDbStructure('UpdateTableInput', {
  TableName: tableName,
  AttributeDefinitions: attributeDefinitions,
  BillingMode: billingMode,
  TableThroughputMode: billingMode,
  ProvisionedThroughput: provisionedThroughput,
  OnDemandThroughput: onDemandThroughput,
  GlobalSecondaryIndexUpdates: globalSecondaryIndexUpdates,
  StreamSpecification: streamSpecification,
  SSESpecification: sseSpecification,
  TableClass: tableClass,
  DeletionProtectionEnabled: boolean,
  ReplicaUpdates: list(
    dynamoDbStructure('ReplicationGroupUpdate', { Create: replicaAction, Update: replicaAction, Delete: replicaAction }),
  ),
  WarmThroughput: warmThroughput,
  MultiRegionConsistency: string(),
  GlobalTableWitnessUpdates: list(anything),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export const updateTable: Operation = operation('UpdateTable', input, async (database, request) => {
  const { AttributeDefinitions: definitions, TableName: name, TableThroughputMode: _, ...others } = request;
  const mode = wantedBillingMode(request);
  const changes = { ...others, ...(mode !== undefined && { BillingMode: mode }) };
  checkTogether(changes);
  if (request.ReplicaUpdates) refuseReplicas(database, request.ReplicaUpdates);
  if (request.ProvisionedThroughput) checkThroughput(request.ProvisionedThroughput);
  refuseRegions(request);
  checkIndexUpdates(request.GlobalSecondaryIndexUpdates);
  const table = tableOrNotFound(database, name);
  const now = database.world.now();
  const billed = { ...table, ...changeBilling(table, changes, now) };
  const updates = request.GlobalSecondaryIndexUpdates ?? [];
  if (billed.billingMode === 'PROVISIONED' && table.billingMode !== 'PROVISIONED') checkAllProvisioned(table, updates);
  const {
    indexes,
    attributeDefinitions: defined,
    created,
    dropped,
  } = updateIndexes(database, billed, {
    updates,
    definitions: definitions ?? [],
  });
  const next: Table = {
    ...billed,
    indexes,
    attributeDefinitions: defined,
    onDemandThroughput: changeOnDemandThroughput(billed.onDemandThroughput, {
      wanted: request.OnDemandThroughput,
      mode: billed.billingMode,
    }),
    tableClass: request.TableClass === undefined ? table.tableClass : { name: request.TableClass, since: now },
    warmThroughput: request.WarmThroughput ? raiseWarmThroughput(table, request.WarmThroughput) : table.warmThroughput,
    deletionProtectionEnabled: request.DeletionProtectionEnabled ?? table.deletionProtectionEnabled,
    streams: changeStream(database, table, request.StreamSpecification),
    sseKey: request.SSESpecification ? changeSse(database, table, request.SSESpecification) : table.sseKey,
  };
  if (dropped.length > 0) await database.tables.dropSpaces(next, dropped);
  else await database.tables.save(next);
  const filling = created.map((index) => backfill(database, next, index));
  const description = describeTable(database, { ...next, throughput: beingChanged(table.throughput, next.throughput) }, 'UPDATING');
  // A small table's index is ready when the answer is: nobody has to wait for what is already done.
  await Promise.all(filling);
  return { TableDescription: description };
});

/** While a table is being updated it has its old throughput still. @source dynalite's tests of UpdateTable, recorded on AWS */
function beingChanged(old: Throughput, next: Throughput): Throughput {
  return { ...old, increasedAtMs: next.increasedAtMs, decreasedAtMs: next.decreasedAtMs };
}

/** @throws ServiceError ValidationException */
function changeSse(database: Database, table: Table, wire: WireSse): string | undefined {
  const key = sseKeyOf(database, wire);
  if (key === undefined && table.sseKey === undefined) {
    throw validationError('One or more parameter values were invalid: Table is already encrypted by default');
  }
  return key;
}

/** @throws ServiceError ValidationException */
function refuseRegions(request: { readonly MultiRegionConsistency?: unknown; readonly GlobalTableWitnessUpdates?: unknown }): void {
  for (const member of ['MultiRegionConsistency', 'GlobalTableWitnessUpdates'] as const) {
    if (request[member] === undefined) continue;
    throw validationError(`${member} is not supported: gatewright has one region on this machine. See docs/compatibility.md.`);
  }
}

interface Replicas {
  readonly Create?: { readonly RegionName: string };
  readonly Update?: { readonly RegionName: string };
  readonly Delete?: { readonly RegionName: string };
}

/** @throws ServiceError ValidationException */
function refuseReplicas({ world }: Database, updates: readonly Replicas[]): never {
  if (updates.some(({ Create, Delete }) => (Create ?? Delete)?.RegionName === world.region)) {
    throw validationError(
      'Cannot add or delete the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as required.',
    );
  }
  throw validationError('ReplicaUpdates is not supported: gatewright has one region on this machine. See docs/compatibility.md.');
}

interface Billing {
  readonly BillingMode?: string;
  readonly ProvisionedThroughput?: WireThroughput;
}

/** @throws ServiceError ValidationException */
function changeBilling(table: Table, { BillingMode, ProvisionedThroughput: wanted }: Billing, now: number): Partial<Table> {
  const mode = BillingMode === 'PAY_PER_REQUEST' || BillingMode === 'PROVISIONED' ? BillingMode : table.billingMode;
  if (mode === 'PAY_PER_REQUEST') {
    if (wanted) {
      throw validationError(
        'One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
      );
    }
    if (table.billingMode === mode) return {};
    const indexes = table.indexes.map((index) => ({ ...index, throughput: undefined }));
    return {
      billingMode: mode,
      payPerRequestSinceMs: now,
      throughput: { readCapacityUnits: 0, writeCapacityUnits: 0, decreasesToday: 0 },
      indexes,
    };
  }
  if (!wanted) {
    if (table.billingMode === mode) return {};
    throw validationError(
      'One or more parameter values were invalid: ProvisionedThroughput must be specified when BillingMode is PROVISIONED',
    );
  }
  return { billingMode: mode, throughput: changeThroughput(table.throughput, wanted, now, 'table') };
}

/** @throws ServiceError ValidationException */
function changeStream(database: Database, table: Table, wire: WireStream | undefined): Table['streams'] {
  if (!wire) return table.streams;
  const current = currentStream(table);
  if (!wire.StreamEnabled && wire.StreamViewType !== undefined) readStream(database, wire, 'updated');
  if (wire.StreamEnabled && current) throw validationError(`Table already has an enabled stream: TableName: ${table.name}`);
  if (!wire.StreamEnabled && !current) throw validationError(`Table has no stream to disable: TableName: ${table.name}`);
  const stream = readStream(database, wire, 'updated');
  if (stream) return [...table.streams, stream];
  return table.streams.map((it) => (it === current ? { ...it, endedAtMs: database.world.now() } : it));
}
