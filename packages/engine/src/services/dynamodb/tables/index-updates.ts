import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import type { Database } from '../operation.ts';
import { checkIndexThroughput, newGlobalIndex } from './new-index.ts';
import { type Index, type KeyAttribute, keyAttributes, type Table } from './table.ts';
import { checkGlobalIndexCount, checkThroughput, readAttributeDefinitions } from './table-checks.ts';
import type { WireAttributeDefinition, WireGlobalIndex, WireIndexUpdate } from './table-shapes.ts';
import { changeThroughput, noThroughput } from './throughput.ts';

export interface UpdatedIndexes {
  readonly indexes: readonly Index[];
  readonly attributeDefinitions: readonly KeyAttribute[];
  readonly created: readonly Index[];
  /** Space ids of the indexes that are gone. */
  readonly dropped: readonly number[];
}

/** What can be said of the updates without their table. @throws ServiceError ValidationException */
export function checkIndexUpdates(updates: readonly WireIndexUpdate[]): void {
  const names = new Set<string>();
  for (const { Create, Update, Delete } of updates) {
    const one = Create ?? Update ?? Delete;
    if (!one) {
      throw validationError(
        'One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
      );
    }
    if (names.has(one.IndexName)) {
      throw validationError(
        `One or more parameter values were invalid: Only one global secondary index update per index is allowed simultaneously. Index: ${one.IndexName}`,
      );
    }
    names.add(one.IndexName);
    const throughput = Create?.ProvisionedThroughput ?? Update?.ProvisionedThroughput;
    if (throughput) checkThroughput(throughput, one.IndexName);
  }
}

/** GlobalSecondaryIndexUpdates, applied to a table's indexes. @throws ServiceError */
export function updateIndexes(
  database: Database,
  table: Table,
  { updates, definitions }: { updates: readonly WireIndexUpdate[]; definitions: readonly WireAttributeDefinition[] },
): UpdatedIndexes {
  if (updates.filter((it) => it.Create || it.Delete).length > 1) {
    throw new ServiceError(
      'LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    );
  }
  const defined = merge(table.attributeDefinitions, readAttributeDefinitions(definitions));
  let indexes = table.indexes;
  const created: Index[] = [];
  const dropped: number[] = [];
  for (const { Create, Update, Delete } of updates) {
    if (Create) {
      const index = createIndex(database, { ...table, indexes }, Create, defined);
      created.push(index);
      indexes = [...indexes, index];
    } else if (Delete) {
      dropped.push(globalIndex(indexes, Delete.IndexName).spaceId);
      indexes = indexes.filter((it) => it.name !== Delete.IndexName);
    } else if (Update) {
      const index = changeIndex(globalIndex(indexes, Update.IndexName), Update, database.world.now());
      indexes = indexes.map((it) => (it.name === index.name ? index : it));
    }
  }
  const used = new Set([table.key, ...indexes.map((it) => it.key)].flatMap(keyAttributes).map(({ name }) => name));
  return { indexes, attributeDefinitions: defined.filter(({ name }) => used.has(name)), created, dropped };
}

/** UpdateTable names the new attributes; those the table already has may be left out. */
function merge(before: readonly KeyAttribute[], given: readonly KeyAttribute[]): readonly KeyAttribute[] {
  return [...new Map([...before, ...given].map((it) => [it.name, it])).values()];
}

function createIndex(database: Database, table: Table, wire: WireGlobalIndex, definitions: readonly KeyAttribute[]): Index {
  if (table.indexes.some((it) => it.name === wire.IndexName)) throw validationError('Attempting to create an index which already exists');
  checkIndexThroughput(wire, table.billingMode);
  const index: Index = { ...newGlobalIndex(database, wire, definitions), backfilling: true };
  checkGlobalIndexCount(table.indexes.filter((it) => it.kind === 'global').length + 1);
  return index;
}

function globalIndex(indexes: readonly Index[], name: string): Index {
  const index = indexes.find((it) => it.kind === 'global' && it.name === name);
  if (!index) throw new ServiceError('ResourceNotFoundException', 'Requested resource not found');
  return index;
}

function changeIndex(
  index: Index,
  { ProvisionedThroughput, OnDemandThroughput }: NonNullable<WireIndexUpdate['Update']>,
  now: number,
): Index {
  return {
    ...index,
    throughput: ProvisionedThroughput
      ? changeThroughput(index.throughput ?? noThroughput, ProvisionedThroughput, now, `index ${index.name}`)
      : index.throughput,
    onDemandThroughput: OnDemandThroughput ?? index.onDemandThroughput,
  };
}
