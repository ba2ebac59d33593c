export type QuotaPeriod = 'DAY' | 'WEEK' | 'MONTH';
/**
 * When the quota window that `nowMs` lies in began, in UTC.
 * @param offset the day a week begins (0 is Sunday), or a month (0 is the first); of no meaning for days
 * @source "AWS::ApiGateway::UsagePlan QuotaSettings"
 */
export declare function quotaWindow(nowMs: number, period: QuotaPeriod, offset: number): number;
