import { invalidParameter } from './secret-store.ts';

/** @throws ServiceError InvalidParameterException */
export function refuseReplicas(regions: readonly unknown[] | undefined): void {
  if (regions && regions.length > 0)
    throw invalidParameter('gatewright is one region: it replicates no secrets. Leave AddReplicaRegions out.');
}
