import { boolean, list, type Shape, validationError } from '../../../protocol/shape.ts';
import { type Database, type Operation, operation } from '../operation.ts';
import { dynamoDbStructure, tableName } from '../shapes.ts';
import { backfill } from '../tables/index-backfill.ts';
import { checkIndexUpdates, updateIndexes } from '../tables/index-updates.ts';
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
  type WireStream,
  type WireThroughput,
} from '../tables/table-shapes.ts';
import { changeThroughput } from '../tables/throughput.ts';

const anything: Shape<unknown> = { read: (wire) => wire, check: () => undefined };

const input = dynamoDbStructure('UpdateTableInput', {
  TableName: tableName,
  AttributeDefinitions: attributeDefinitions,
  BillingMode: billingMode,
  ProvisionedThroughput: provisionedThroughput,
  OnDemandThroughput: onDemandThroughput,
  GlobalSecondaryIndexUpdates: globalSecondaryIndexUpdates,
  StreamSpecification: streamSpecification,
  SSESpecification: sseSpecification,
  TableClass: tableClass,
  DeletionProtectionEnabled: boolean,
  ReplicaUpdates: list(anything),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export const updateTable: Operation = operation('UpdateTable', input, async (database, request) => {
  if (request.ReplicaUpdates) throw validationError('ReplicaUpdates is not supported: there is one region on this machine.');
  const { AttributeDefinitions: definitions, TableName: name, ...changes } = request;
  if (Object.keys(changes).length === 0 || request.GlobalSecondaryIndexUpdates?.length === 0) {
    throw validationError(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
    );
  }
  if (request.ProvisionedThroughput) checkThroughput(request.ProvisionedThroughput);
  checkIndexUpdates(request.GlobalSecondaryIndexUpdates ?? []);
  const table = tableOrNotFound(database, name);
  const now = database.world.now();
  const billed = { ...table, ...changeBilling(table, request, now) };
  const {
    indexes,
    attributeDefinitions: defined,
    created,
    dropped,
  } = updateIndexes(database, billed, {
    updates: request.GlobalSecondaryIndexUpdates ?? [],
    definitions: definitions ?? [],
  });
  const next: Table = {
    ...billed,
    indexes,
    attributeDefinitions: defined,
    onDemandThroughput: request.OnDemandThroughput
      ? { ...table.onDemandThroughput, ...request.OnDemandThroughput }
      : table.onDemandThroughput,
    tableClass: request.TableClass === undefined ? table.tableClass : { name: request.TableClass, since: now },
    deletionProtectionEnabled: request.DeletionProtectionEnabled ?? table.deletionProtectionEnabled,
    streams: changeStream(database, table, request.StreamSpecification),
    sseKey: request.SSESpecification ? sseKeyOf(database, request.SSESpecification) : table.sseKey,
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
  if (wire.StreamEnabled && current) throw validationError(`Table already has an enabled stream: TableName: ${table.name}`);
  if (!wire.StreamEnabled && !current) throw validationError(`Table has no stream to disable: TableName: ${table.name}`);
  const stream = readStream(database, wire);
  if (stream) return [...table.streams, stream];
  return table.streams.map((it) => (it === current ? { ...it, endedAtMs: database.world.now() } : it));
}
