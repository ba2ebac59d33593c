import type { Step } from '../../step.ts';
import { readMappingSource } from '../mapping-source.ts';
import { isOwnMethodSetting, methodSettingOf } from '../method-setting.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';

/**
 * Answers from the stage's cache, when it has the answer: the integration is not called then.
 * @source "Cache settings for REST APIs in API Gateway"
 */
export const readCache: Step<RestExchange, RestRoute> = {
  name: 'readCache',
  applies: (route) => cacheTtlSecondsOf(route) > 0,
  run(exchange) {
    const { memory, world, headers, trace, request } = exchange;
    const asked = /(?:^|[\s,])max-age=0(?:$|[\s,;])/i.test(headers.last('cache-control') ?? '');
    const kept = memory.cache.get(cacheKeyOf(exchange), world.now());
    trace.cache = kept ? 'hit' : 'miss';
    if (!kept) return undefined;
    const { statusCode, body } = kept;
    const own = ['x-amzn-RequestId', request.requestId, 'x-amz-apigw-id', exchange.extendedRequestId];
    // Nobody has the right to invalidate without a signed request; the default strategy serves on and says so.
    const warning = asked ? ['Warning', '199 - "Unauthorized Cache-Control: the cached answer is served"'] : [];
    exchange.answer = { statusCode, headers: [...kept.headers, ...own, ...warning], body };
    return 'answered';
  },
};

/**
 * Seconds the answers of a method are kept; 0 when they are not. What is set for all methods counts for GET alone.
 * @source "Cache settings for REST APIs in API Gateway"
 */
export function cacheTtlSecondsOf({ stage, resource, method }: RestRoute): number {
  const setting = stage.cacheClusterEnabled ? methodSettingOf(stage, resource, method) : undefined;
  if (!setting?.cachingEnabled) return 0;
  const isMeant = method.httpMethod === 'GET' || isOwnMethodSetting(stage, resource, method);
  return isMeant ? Math.min(3600, Math.max(0, setting.cacheTtlInSeconds)) : 0;
}

/** Parameters that are not declared do not matter. */
export function cacheKeyOf(exchange: RestExchange): string {
  const { route, stage, httpMethod, path } = exchange;
  const { cacheKeyParameters, cacheNamespace, requestParameters } = route.integration;
  const values = cacheKeyParameters.map((parameter) => readMappingSource(requestParameters[parameter] ?? parameter, exchange) ?? null);
  const side = stage.isCanaryRequest === 'true' && !stage.stage.canary?.useStageCache ? 'canary' : '';
  return JSON.stringify([stage.api.id, stage.stage.stageName, side, cacheNamespace, httpMethod, path.replace(/\/+$/, ''), ...values]);
}
