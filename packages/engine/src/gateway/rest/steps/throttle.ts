import { placeIn } from '../../../trace/place-in.ts';
import { GatewayError } from '../../gateway-error.ts';
import type { Step } from '../../step.ts';
import { takeToken } from '../../token-bucket.ts';
import type { Limit } from '../limit.ts';
import { methodSettingOf } from '../method-setting.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';

/**
 * Limits the rate of the caller's key and of the method, then counts the call against the key's quota.
 * @source "Throttle requests to your REST APIs"; "Usage plans and API keys for REST APIs"
 */
export const throttle: Step<RestExchange, RestRoute> = {
  name: 'throttle',
  applies: ({ method, stage, resource }) =>
    method.apiKeyRequired || methodSettingOf(stage, resource, method)?.throttlingRateLimit !== undefined,
  run(exchange) {
    const now = exchange.world.now();
    for (const limit of limitsOf(exchange)) {
      if (takeToken(exchange.memory.buckets, limit.id, limit, now)) continue;
      const message = `${limit.what()} (rate ${limit.rateLimit}/s, burst ${limit.burstLimit ?? 'as the rate'}) is used up.`;
      const at = placeIn(limit.source, 'Throttle', 'MethodSettings');
      throw new GatewayError('THROTTLED', 'Too Many Requests', {
        explanation: { message, at, hint: 'Send less, retry with a pause, or raise the limit.' },
      });
    }
    countAgainstQuota(exchange, now);
  },
};

function limitsOf(exchange: RestExchange): readonly Limit[] {
  const { route, apiKey, usagePlan } = exchange;
  const owner = usagePlan ?? route.stage;
  const byKey = route.limits.get(owner) ?? new Map<string, readonly Limit[]>();
  route.limits.set(owner, byKey);
  const known = byKey.get(apiKey?.id ?? '');
  if (known) return known;
  const limits = makeLimits(exchange);
  byKey.set(apiKey?.id ?? '', limits);
  return limits;
}

/** In AWS's order: plan per method, plan per key, stage per method. */
function makeLimits({ usagePlan: plan, apiKey, route }: RestExchange): readonly Limit[] {
  const limits: Limit[] = [];
  const { stage, resource, method } = route;
  const methodKey = `${resource.path}/${method.httpMethod}`;
  if (plan && apiKey) {
    const caller = `plan ${plan.id} ${apiKey.id}`;
    const perMethod = plan.apiStages.find((it) => it.apiId === stage.restApiId && it.stage === stage.stageName)?.throttle[methodKey];
    if (perMethod)
      limits.push({
        ...perMethod,
        id: `${caller} ${methodKey}`,
        what: () => `Usage plan "${plan.name}" for ${methodKey} of key "${shown(apiKey.value)}"`,
        source: plan.source,
      });
    if (plan.throttle)
      limits.push({
        ...plan.throttle,
        id: caller,
        what: () => `Usage plan "${plan.name}" of key "${shown(apiKey.value)}"`,
        source: plan.source,
      });
  }
  const setting = methodSettingOf(stage, resource, method);
  if (setting) {
    const id = `stage ${stage.restApiId} ${stage.stageName} ${methodKey}`;
    const what = (): string => `Stage "${stage.stageName}" for ${methodKey}`;
    limits.push({ rateLimit: setting.throttlingRateLimit, burstLimit: setting.throttlingBurstLimit, id, what, source: stage.source });
  }
  return limits;
}

function countAgainstQuota({ usagePlan: plan, apiKey, services }: RestExchange, now: number): void {
  if (!plan || !apiKey || services.apigateway.usage.take(plan, apiKey.id, now)) return;
  const { limit = 0, period = 'DAY' } = plan.quota ?? {};
  const message = `The quota of usage plan "${plan.name}" (${limit} a ${period.toLowerCase()}) is used up for key "${shown(apiKey.value)}".`;
  const hint = 'Raise Quota.Limit of the usage plan, or wait for the next period.';
  throw new GatewayError('QUOTA_EXCEEDED', 'Limit Exceeded', { explanation: { message, at: placeIn(plan.source, 'Quota'), hint } });
}

/** As much of a key's value as tells it from others: the whole of it is a secret. */
function shown(value: string): string {
  return `${value.slice(0, 4)}...`;
}
