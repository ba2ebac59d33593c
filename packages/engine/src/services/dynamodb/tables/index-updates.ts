import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import type { Database } from '../operation.ts';
import { checkAddedIndexThroughput, newGlobalIndex } from './new-index.ts';
import { changeOnDemandThroughput } from './on-demand-throughput.ts';
import { type Index, type KeyAttribute, type KeySchema, keyAttributes, partitionAttributes, sortAttributes, type Table } from './table.ts';
import { checkThroughput, globalIndexesMax, readAttributeDefinitions } from './table-checks.ts';
import type { WireAttributeDefinition, WireGlobalIndex, WireIndexUpdate } from './table-shapes.ts';
import { changeThroughput, noThroughput } from './throughput.ts';
import { raiseWarmThroughput } from './warm-throughput.ts';

export interface UpdatedIndexes {
  readonly indexes: readonly Index[];
  readonly attributeDefinitions: readonly KeyAttribute[];
  readonly created: readonly Index[];
  /** Space ids of the indexes that are gone. */
  readonly dropped: readonly number[];
}

/** What can be said of the updates without their table. @throws ServiceError ValidationException */
export function checkIndexUpdates(updates: readonly WireIndexUpdate[] | undefined): void {
  if (updates?.length === 0) throw invalid('List of GlobalSecondaryIndexUpdates is empty');
  const names = new Set<string>();
  for (const { Create, Update, Delete } of updates ?? []) {
    const [one, other] = [Create, Update, Delete].filter((it) => it !== undefined);
    if (!one) {
      throw invalid(
        'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
      );
    }
    if (other) throw invalid('Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object');
    if (names.has(one.IndexName)) {
      throw invalid(`Only one global secondary index update per index is allowed simultaneously. Index: ${one.IndexName}`);
    }
    names.add(one.IndexName);
    const throughput = Create?.ProvisionedThroughput ?? Update?.ProvisionedThroughput;
    if (throughput) checkThroughput(throughput, one.IndexName);
    const warm = Update?.WarmThroughput;
    if (warm && Object.keys(warm).length === 0) {
      throw invalid(
        `WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for index: ${one.IndexName}`,
      );
    }
  }
}

/** A table whose throughput is to be provisioned says that of each global index. @throws ServiceError ValidationException */
export function checkAllProvisioned({ indexes }: Table, updates: readonly WireIndexUpdate[]): void {
  for (const { kind, name } of indexes) {
    const given = updates.some(
      ({ Update, Delete }) => (Update?.IndexName === name && Update.ProvisionedThroughput) || Delete?.IndexName === name,
    );
    if (kind === 'global' && !given) throw invalid(`ProvisionedThroughput must be specified for index: ${name}`);
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
  const given = readAttributeDefinitions(definitions);
  const defined = merge(table.attributeDefinitions, given);
  let indexes = table.indexes;
  const created: Index[] = [];
  const dropped: number[] = [];
  for (const { Create, Update, Delete } of updates) {
    if (Create) {
      const index = createIndex(database, { ...table, indexes }, Create, given);
      created.push(index);
      indexes = [...indexes, index];
    } else if (Delete) {
      dropped.push(globalIndex({ ...table, indexes }, 'delete', Delete.IndexName).spaceId);
      indexes = indexes.filter((it) => it.name !== Delete.IndexName);
    } else if (Update) {
      const index = changeIndex(table, globalIndex({ ...table, indexes }, 'update', Update.IndexName), {
        wanted: Update,
        now: database.world.now(),
      });
      indexes = indexes.map((it) => (it.name === index.name ? index : it));
    }
  }
  const used = new Set([table.key, ...indexes.map((it) => it.key)].flatMap(keyAttributes).map(({ name }) => name));
  return { indexes, attributeDefinitions: defined.filter(({ name }) => used.has(name)), created, dropped };
}

/** What the definitions say of attributes that the table has already is passed over. */
function merge(before: readonly KeyAttribute[], given: readonly KeyAttribute[]): readonly KeyAttribute[] {
  return [...new Map([...given, ...before].map((it) => [it.name, it])).values()].sort((a, b) => before.indexOf(b) - before.indexOf(a));
}

function createIndex(database: Database, table: Table, wire: WireGlobalIndex, definitions: readonly KeyAttribute[]): Index {
  if (table.indexes.some((it) => it.name === wire.IndexName)) throw validationError('Attempting to create an index which already exists');
  if (definitions.length === 0) throw invalid(`AttributeDefinitions is not specified for index: ${wire.IndexName}`);
  const index: Index = { ...newGlobalIndex(database, wire, { definitions, mode: table.billingMode }), backfilling: true };
  checkSameTypes(table, index);
  checkAddedIndexThroughput(wire, table.billingMode);
  if (table.indexes.filter((it) => it.kind === 'global').length >= globalIndexesMax) {
    throw new ServiceError(
      'LimitExceededException',
      `Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of ${globalIndexesMax}`,
    );
  }
  return index;
}

/** An attribute has one type in all keys. @throws ServiceError ValidationException @source Alternator's tests of UpdateTable, compared with AWS */
function checkSameTypes(table: Table, index: Index): void {
  const known = [table.key, ...table.indexes.map(({ key }) => key)].flatMap(elementsOf);
  for (const element of elementsOf(index.key)) {
    const before = known.find((it) => it.name === element.name);
    if (!before || before.type === element.type) continue;
    throw invalid(
      `Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing schema: ${schemaText(before)} New schema: ${schemaText(element)}`,
    );
  }
}

interface Element extends KeyAttribute {
  readonly keyType: 'HASH' | 'RANGE';
}

function elementsOf(key: KeySchema): readonly Element[] {
  return [
    ...partitionAttributes(key).map((it) => ({ ...it, keyType: 'HASH' as const })),
    ...sortAttributes(key).map((it) => ({ ...it, keyType: 'RANGE' as const })),
  ];
}

function schemaText({ name, type, keyType }: Element): string {
  return `Schema:[SchemaElement: key{${name}:${type}:${keyType}}]`;
}

function globalIndex({ name: table, indexes }: Table, what: 'delete' | 'update', name: string): Index {
  const index = indexes.find((it) => it.name === name);
  if (!index) throw new ServiceError('ResourceNotFoundException', `Requested resource not found: Index ${name} for table ${table}`);
  if (index.kind !== 'global') throw validationError(`Cannot ${what} an index that is not a GlobalSecondaryIndex: ${name}`);
  return index;
}

interface IndexChange {
  readonly wanted: NonNullable<WireIndexUpdate['Update']>;
  readonly now: number;
}

function changeIndex(table: Table, index: Index, { wanted, now }: IndexChange): Index {
  const { ProvisionedThroughput, OnDemandThroughput, WarmThroughput } = wanted;
  const { name } = index;
  const changed = Object.keys({ ...OnDemandThroughput, ...WarmThroughput }).length > 0;
  if (table.billingMode === 'PAY_PER_REQUEST' && (ProvisionedThroughput || !changed)) {
    throw invalid(
      `The only Updates for index: ${name} when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput`,
    );
  }
  return {
    ...index,
    throughput: ProvisionedThroughput
      ? changeThroughput(index.throughput ?? noThroughput, ProvisionedThroughput, now, `index ${name}`)
      : index.throughput,
    onDemandThroughput: changeOnDemandThroughput(index.onDemandThroughput, {
      wanted: OnDemandThroughput,
      mode: table.billingMode,
      index: name,
    }),
    warmThroughput: WarmThroughput ? raiseWarmThroughput(table, WarmThroughput, index) : index.warmThroughput,
  };
}

function invalid(what: string): Error {
  return validationError(`One or more parameter values were invalid: ${what}`);
}
