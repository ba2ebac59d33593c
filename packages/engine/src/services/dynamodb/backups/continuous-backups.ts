import type { Database } from '../operation.ts';
import type { Table } from '../tables/table.ts';

export const recoveryDaysMax = 35;
const dayMs = 24 * 60 * 60 * 1000;
/** @source "Point-in-time recovery": the latest restorable time is typically five minutes ago */
const lagMs = 5 * 60 * 1000;

/** What is said of a table's continuous backups. @source recorded from AWS by localstack's tests, 2023-08 */
export function continuousBackups({ world }: Database, { pointInTimeRecovery: recovery }: Table): object {
  if (!recovery) {
    return { ContinuousBackupsStatus: 'ENABLED', PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' } };
  }
  const now = world.now();
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: {
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays: recovery.recoveryPeriodInDays,
      EarliestRestorableDateTime: Math.max(recovery.sinceMs, now - recovery.recoveryPeriodInDays * dayMs) / 1000,
      LatestRestorableDateTime: Math.max(recovery.sinceMs, now - lagMs) / 1000,
    },
  };
}
