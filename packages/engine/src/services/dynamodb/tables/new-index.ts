import { validationError } from '../../../protocol/shape.ts';
import type { Database } from '../operation.ts';
import { newOnDemandThroughput } from './on-demand-throughput.ts';
import type { Index, KeyAttribute, KeySchema, Table } from './table.ts';
import { checkThroughput, readGlobalIndexKey, readIndexKey, readProjection } from './table-checks.ts';
import type { WireGlobalIndex, WireLocalIndex } from './table-shapes.ts';
import { throughputOf } from './throughput.ts';
import { initialIndexWarmThroughput } from './warm-throughput.ts';

/** CreateTable and UpdateTable each have words of their own. @source answers of AWS collected by ack-api-quirks, 2026-10 */

/** Of an index that its table begins with. @throws ServiceError ValidationException */
export function checkNewIndexThroughput({ IndexName, ProvisionedThroughput }: WireGlobalIndex, mode: Table['billingMode']): void {
  if (mode === 'PAY_PER_REQUEST' && ProvisionedThroughput) {
    throw invalid(`ProvisionedThroughput should not be specified for index: ${IndexName} when BillingMode is PAY_PER_REQUEST`);
  }
  if (mode === 'PROVISIONED' && !ProvisionedThroughput) throw invalid(`ProvisionedThroughput is not specified for index: ${IndexName}`);
  if (ProvisionedThroughput) checkThroughput(ProvisionedThroughput, IndexName);
}

/** Of an index that a table gains. @throws ServiceError ValidationException */
export function checkAddedIndexThroughput({ IndexName, ProvisionedThroughput }: WireGlobalIndex, mode: Table['billingMode']): void {
  if (mode === 'PAY_PER_REQUEST' && ProvisionedThroughput) {
    throw invalid(
      `Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: ${IndexName} when BillingMode is PAY_PER_REQUEST`,
    );
  }
  if (mode === 'PROVISIONED' && !ProvisionedThroughput) {
    throw invalid(`Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: ${IndexName}`);
  }
}

function invalid(what: string): Error {
  return validationError(`One or more parameter values were invalid: ${what}`);
}

export function newLocalIndex(database: Database, wire: WireLocalIndex, definitions: readonly KeyAttribute[]): Index {
  return newIndex(database, wire, 'local', readIndexKey(wire.KeySchema, definitions));
}

function newIndex(database: Database, wire: WireLocalIndex, kind: Index['kind'], key: KeySchema): Index {
  return { kind, name: wire.IndexName, spaceId: database.tables.nextSpaceId(), key, projection: readProjection(wire.Projection) };
}

export function newGlobalIndex(
  database: Database,
  wire: WireGlobalIndex,
  { definitions, mode }: { definitions: readonly KeyAttribute[]; mode: Table['billingMode'] },
): Index {
  const index: Index = {
    ...newIndex(database, wire, 'global', readGlobalIndexKey(wire.KeySchema, definitions)),
    throughput: wire.ProvisionedThroughput && throughputOf(wire.ProvisionedThroughput),
    onDemandThroughput: newOnDemandThroughput({ wanted: wire.OnDemandThroughput, mode, index: wire.IndexName }),
  };
  return wire.WarmThroughput ? { ...index, warmThroughput: initialIndexWarmThroughput(mode, index, wire.WarmThroughput) } : index;
}
