import { apiKeyOf, badRequest, type ControlPlane, notFound, pageOf, usagePlanOf } from './operation.ts';
import { type Document, documentOf, numberOf, textOf } from './request-document.ts';
import type { ApiKey, Throttle, UsagePlan } from './rest-api.ts';

export const quotaPeriods = ['DAY', 'WEEK', 'MONTH'] as const;

type Quota = NonNullable<UsagePlan['quota']>;
type ApiStage = UsagePlan['apiStages'][number];

export function throttleOf(from: Document): Throttle {
  return { rateLimit: numberOf(from, 'rateLimit') ?? 0, burstLimit: numberOf(from, 'burstLimit') ?? 0 };
}

/** @throws ServiceError BadRequestException */
export function quotaOf(from: Document): Quota {
  const quota = {
    limit: numberOf(from, 'limit') ?? 0,
    offset: numberOf(from, 'offset') ?? 0,
    period: quotaPeriods.find((it) => it === from.period) ?? 'DAY',
  };
  checkQuota(quota);
  return quota;
}

/** @source "AWS::ApiGateway::UsagePlan QuotaSettings": what an offset may be */
export function checkQuota({ period, offset }: Quota): void {
  const largest = { DAY: 0, WEEK: 6, MONTH: 27 }[period];
  if (!Number.isInteger(offset) || offset < 0 || offset > largest)
    throw badRequest(
      `Usage Plan quota offset must be zero in the ${period} period`.replace('zero', largest === 0 ? 'zero' : `between 0 and ${largest}`),
    );
}

export function apiStageOf(from: Document): ApiStage {
  const throttles = documentOf(from, 'throttle') ?? {};
  const throttle = Object.keys(throttles).map((key) => [key, throttleOf(documentOf(throttles, key) ?? {})] as const);
  return { apiId: textOf(from, 'apiId') ?? '', stage: textOf(from, 'stage') ?? '', throttle: Object.fromEntries(throttle) };
}

/** @throws ServiceError NotFoundException for a stage that is not there */
export function checkApiStages({ apigateway }: ControlPlane, { apiStages }: UsagePlan): void {
  for (const { apiId, stage } of apiStages) {
    if (!apigateway.stages().some((it) => it.restApiId === apiId && it.stageName === stage))
      throw notFound(`API Stage not found: ${apiId}:${stage}`);
  }
}

/** @throws ServiceError NotFoundException */
export function keyOfPlan(
  plane: ControlPlane,
  path: { readonly [label: string]: string },
): { readonly plan: UsagePlan; readonly key: ApiKey } {
  const plan = usagePlanOf(plane, path.usageplanId);
  if (!plan.keyIds.has(path.keyId ?? '')) throw notFound('Invalid Usage Plan Key identifier specified');
  return { plan, key: apiKeyOf(plane, path.keyId) };
}

export interface UsageRange {
  readonly startDate: string;
  readonly endDate: string;
}

/** @throws ServiceError BadRequestException. @source "GetUsage": up to 90 days */
export function usageRangeOf(query: URLSearchParams): UsageRange {
  const startDate = query.get('startDate') ?? '';
  const endDate = query.get('endDate') ?? '';
  for (const date of [startDate, endDate])
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date))) throw badRequest('Usage date must be of the form yyyy-MM-dd');
  if (Date.parse(startDate) > Date.parse(endDate)) throw badRequest('Start date must be before end date');
  if (Date.parse(endDate) - Date.parse(startDate) > 90 * 24 * 60 * 60 * 1000) throw badRequest('Usage date range must not exceed 90 days');
  return { startDate, endDate };
}

interface UsageQuestion {
  readonly plan: UsagePlan;
  readonly keyIds: readonly string[];
  readonly range: UsageRange;
  readonly query: URLSearchParams;
}

/** Keys that have never called are left out. @source "GetUsage", Amazon API Gateway V1 API reference */
export function usageDocument({ apigateway }: ControlPlane, { plan, keyIds, range, query }: UsageQuestion): object {
  const days = { startMs: Date.parse(range.startDate), endMs: Date.parse(range.endDate) };
  const entries = keyIds.flatMap((keyId) => {
    const usage = apigateway.usage.daysOf(plan, keyId, days);
    return usage ? [{ keyId, usage }] : [];
  });
  const { item, position } = pageOf(entries, query);
  const values = entries.filter((it) => item.includes(it)).map(({ keyId, usage }) => [keyId, usage] as const);
  return { usagePlanId: plan.id, ...range, ...(position !== undefined && { position }), values: Object.fromEntries(values) };
}
