import type { FunctionStore } from './function-store.ts';

/** @source "Lambda quotas", AWS Lambda developer guide */
export const accountConcurrency = 1000;
/** What reservations must leave to the functions that have none. @source the same */
export const minimumUnreserved = 100;
export const codeSizeUnzipped = 262_144_000;
export const codeSizeZipped = 52_428_800;
/** 75 GB. */
export const totalCodeSize = 80_530_636_800;

/** The concurrency that no function has reserved. */
export function unreservedConcurrency(functions: FunctionStore): number {
  const reserved = functions.all().reduce((sum, { latest }) => sum + (latest.configuration.reservedConcurrentExecutions ?? 0), 0);
  return accountConcurrency - reserved;
}
