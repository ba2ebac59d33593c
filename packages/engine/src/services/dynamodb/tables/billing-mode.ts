import type { Table } from './table.ts';

interface WantedMode {
  readonly BillingMode?: string;
  readonly TableThroughputMode?: string;
}

/** BillingMode under either of its names; of both, the older one counts. @source ExtendDB's tests, measured on AWS, 2026-08 */
export function wantedBillingMode({ BillingMode, TableThroughputMode }: WantedMode): string | undefined {
  return BillingMode ?? TableThroughputMode;
}

/** A table that has never been on demand says nothing of its mode. */
export function describeBillingMode({ billingMode, payPerRequestSinceMs, createdAtMs }: Table): object {
  if (billingMode !== 'PAY_PER_REQUEST' && payPerRequestSinceMs === undefined) return {};
  const since = { LastUpdateToPayPerRequestDateTime: (payPerRequestSinceMs ?? createdAtMs) / 1000 };
  return {
    BillingModeSummary: { BillingMode: billingMode, ...since },
    TableThroughputModeSummary: { TableThroughputMode: billingMode, ...since },
  };
}
