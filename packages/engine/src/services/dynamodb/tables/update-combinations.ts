import { isRecord, validationError } from '../../../protocol/shape.ts';
import type { WireIndexUpdate } from './table-shapes.ts';

/**
 * What one UpdateTable may change at once.
 *
 * @source answers of AWS in us-east-1 and us-west-2, collected by ack-api-quirks, 2026-10
 */
const alone: { readonly [member: string]: string } = {
  SSESpecification: 'Server-Side Encryption modification',
  TableClass: 'TableClass modification',
  DeletionProtectionEnabled: 'DeletionProtection modification',
  ReplicaUpdates: 'Replica modification',
  WarmThroughput: 'WarmThroughput',
};

interface Changes {
  readonly GlobalSecondaryIndexUpdates?: readonly WireIndexUpdate[];
  readonly [member: string]: unknown;
}

/** What UpdateTable changes, in AWS's words; some have no part in the public API. */
const changing = [
  'ProvisionedThroughput',
  'BillingMode',
  'UpdateStreamEnabled',
  'GlobalSecondaryIndexUpdates',
  'SSESpecification',
  'ReplicaUpdates',
  'MultiAccountReplicaReady',
  'ReplicaTransitRoleArn',
  'MultiRegionConsistency',
  'DeletionProtectionEnabled',
  'OnDemandThroughput',
  'WarmThroughput',
  'TableClass',
];

/** @param changes the members of the request that change something @throws ServiceError ValidationException */
export function checkTogether(changes: Changes): void {
  const given = Object.keys(changes).filter((it) => changes[it] !== undefined && !isBlank(it, changes[it]));
  // Consistency says how replicas are to be made, and an empty list of updates changes nothing: neither is enough.
  if (given.every((it) => it === 'MultiRegionConsistency' || (it === 'GlobalSecondaryIndexUpdates' && changes[it]?.length === 0))) {
    const missing = changing.filter((it) => it !== 'MultiRegionConsistency' || changes[it] === undefined);
    throw validationError(`At least one of ${missing.slice(0, -1).join(', ')} or ${missing.at(-1)} is required`);
  }
  const single = given.length > 1 ? Object.keys(alone).find((it) => given.includes(it)) : undefined;
  if (single !== undefined) throw invalid(`${alone[single]} must be the only operation in the request`);
  if (changes.OnDemandThroughput && given.some((it) => it !== 'OnDemandThroughput' && it !== 'BillingMode')) {
    throw invalid('OnDemandThroughput can only be combined with BillingMode in an UpdateTable request');
  }
  const remade = changes.GlobalSecondaryIndexUpdates?.some((it) => it.Create || it.Delete);
  if (changes.StreamSpecification && changes.ProvisionedThroughput) {
    throw invalid('You cannot modify stream status while updating table IOPS');
  }
  if (remade && changes.ProvisionedThroughput) throw invalid('You cannot create or delete index while updating table IOPS');
  if (remade && changes.StreamSpecification) throw invalid('You cannot create or delete index while changing stream status');
}

/** Structures without members count as if they were not there. */
function isBlank(member: string, value: unknown): boolean {
  if (member === 'GlobalTableWitnessUpdates')
    return Array.isArray(value) && value.every((it) => isRecord(it) && Object.keys(it).length === 0);
  return (member === 'WarmThroughput' || member === 'OnDemandThroughput') && isRecord(value) && Object.keys(value).length === 0;
}

function invalid(what: string): Error {
  return validationError(`One or more parameter values were invalid: ${what}`);
}
