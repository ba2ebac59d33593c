export type QuotaPeriod = 'DAY' | 'WEEK' | 'MONTH';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * When the quota window that `nowMs` lies in began, in UTC.
 * @param offset the day a week begins (0 is Sunday), or a month (0 is the first); of no meaning for days
 * @source "AWS::ApiGateway::UsagePlan QuotaSettings"
 */
export function quotaWindow(nowMs: number, period: QuotaPeriod, offset: number): number {
  const date = new Date(nowMs);
  const midnight = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  if (period === 'DAY') return midnight;
  if (period === 'WEEK') return midnight - ((date.getUTCDay() - offset + 7) % 7) * dayMs;
  const begins = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1 + offset);
  return begins <= nowMs ? begins : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, 1 + offset);
}
