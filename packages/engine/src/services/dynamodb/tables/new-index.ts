import { validationError } from '../../../protocol/shape.ts';
import type { Database } from '../operation.ts';
import type { Index, KeyAttribute, KeySchema, Table } from './table.ts';
import { checkThroughput, readGlobalIndexKey, readIndexKey, readProjection } from './table-checks.ts';
import type { WireGlobalIndex, WireLocalIndex } from './table-shapes.ts';
import { throughputOf } from './throughput.ts';

/** @throws ServiceError ValidationException */
export function checkIndexThroughput({ IndexName, ProvisionedThroughput }: WireGlobalIndex, mode: Table['billingMode']): void {
  if (mode === 'PAY_PER_REQUEST' && ProvisionedThroughput) {
    throw validationError(
      `One or more parameter values were invalid: ProvisionedThroughput should not be specified for index: ${IndexName} when BillingMode is PAY_PER_REQUEST`,
    );
  }
  if (mode === 'PROVISIONED' && !ProvisionedThroughput) {
    throw validationError(`One or more parameter values were invalid: ProvisionedThroughput must be specified for index: ${IndexName}`);
  }
  if (ProvisionedThroughput) checkThroughput(ProvisionedThroughput, IndexName);
}

export function newLocalIndex(database: Database, wire: WireLocalIndex, definitions: readonly KeyAttribute[]): Index {
  return newIndex(database, wire, 'local', readIndexKey(wire.KeySchema, definitions));
}

function newIndex(database: Database, wire: WireLocalIndex, kind: Index['kind'], key: KeySchema): Index {
  return { kind, name: wire.IndexName, spaceId: database.tables.nextSpaceId(), key, projection: readProjection(wire.Projection) };
}

export function newGlobalIndex(database: Database, wire: WireGlobalIndex, definitions: readonly KeyAttribute[]): Index {
  return {
    ...newIndex(database, wire, 'global', readGlobalIndexKey(wire.KeySchema, definitions)),
    throughput: wire.ProvisionedThroughput && throughputOf(wire.ProvisionedThroughput),
    onDemandThroughput: wire.OnDemandThroughput,
  };
}
