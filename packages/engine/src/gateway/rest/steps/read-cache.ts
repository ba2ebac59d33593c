import { placeOf } from '@gatewright/template';
import { placeIn } from '../../../trace/place-in.ts';
import { GatewayError } from '../../gateway-error.ts';
import type { Step } from '../../step.ts';
import { readMappingSource } from '../mapping-source.ts';
import { cachePlaceOf, methodSettingOf } from '../method-setting.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';

const maxAgeZero = /(?:^|[\s,])max-age=0(?:$|[\s,;])/i;

/** @source public reports of the header that API Gateway adds */
const warning = ['Warning', '199 Cache-control headers were ignored because the caller was unauthorized.'];

/**
 * Answers from the stage's cache, when it has the answer: the integration is not called then. A caller who may do so gets past it with
 * `Cache-Control: max-age=0`, and the new answer takes the place of the old one.
 * @source "Cache settings for REST APIs in API Gateway"
 */
export const readCache: Step<RestExchange, RestRoute> = {
  name: 'readCache',
  applies: ({ cacheTtlSeconds }) => cacheTtlSeconds > 0,
  run(exchange) {
    const { stage, world, headers, trace, request } = exchange;
    const cacheControl = headers.last('cache-control');
    const invalidation = cacheControl !== undefined && maxAgeZero.test(cacheControl) ? invalidationOf(exchange) : 'not asked for';
    const kept = invalidation === 'allowed' ? undefined : stage.cache.get(cacheKeyOf(exchange), world.now());
    trace.cache = kept ? 'hit' : 'miss';
    if (invalidation === 'ignored with a warning') exchange.extraHeaders = warning;
    if (!kept) return undefined;
    const { statusCode, headers: keptHeaders, body } = kept.answer;
    if (kept.path !== exchange.path) noteOtherPath(kept.path, exchange);
    const own = keptHeaders.concat('x-amzn-RequestId', request.requestId, 'x-amz-apigw-id', exchange.extendedRequestId);
    exchange.answer = { statusCode, headers: own, body };
    return 'answered';
  },
};

/**
 * Who may invalidate: everybody, when the method does not ask for authorization; else who has signed the request, since what policies
 * allow a known caller is not evaluated here.
 * @throws GatewayError ACCESS_DENIED when that is what the method wants for all others
 */
function invalidationOf({ route, caller, headers }: RestExchange): 'allowed' | 'ignored' | 'ignored with a warning' {
  const { stage, resource, method } = route;
  const setting = methodSettingOf(stage, resource, method);
  if (setting?.requireAuthorizationForCacheControl === false || caller) return 'allowed';
  switch (setting?.unauthorizedCacheControlHeaderStrategy) {
    case 'SUCCEED_WITHOUT_RESPONSE_HEADER':
      return 'ignored';
    case 'FAIL_WITH_403': {
      const message = `Cache-Control: ${headers.last('cache-control')} asks to invalidate the cached answer of ${method.httpMethod} ${resource.path}, and nobody has signed the request.`;
      const hint =
        'Send the request without the header, sign it (execute-api:InvalidateCache), or set another unauthorizedCacheControlHeaderStrategy on the stage.';
      throw new GatewayError('ACCESS_DENIED', 'Unauthorized', {
        explanation: { message, hint, at: placeIn(stage.source, 'MethodSettings') },
      });
    }
    default:
      return 'ignored with a warning';
  }
}

/** People lose hours on it: what is in the path counts no more than other parameters, unless it is declared. */
function noteOtherPath(keptPath: string, { route, path, trace }: RestExchange): void {
  const { resource, integration } = route;
  const [, name = 'id'] = /\{([^}+]+)\+?\}/.exec(resource.path) ?? [];
  const message = `The cache answered ${path} with what it keeps of ${keptPath}: no path parameter of ${resource.path} is part of the cache key.`;
  const hint = `Add method.request.path.${name} to CacheKeyParameters of the integration (cacheKeyParameters in OpenAPI).`;
  trace.notes.push({ message, at: placeOf(integration.source), hint });
}

/** Parameters that are not declared do not matter, those in the path neither. */
export function cacheKeyOf(exchange: RestExchange): string {
  const { route, httpMethod } = exchange;
  const { cacheKeyParameters, requestParameters } = route.integration;
  const place = httpMethod === route.method.httpMethod ? route.cachePlace : cachePlaceOf(route.integration, httpMethod);
  if (cacheKeyParameters.length === 0) return place;
  const values = cacheKeyParameters.map((parameter) => readMappingSource(requestParameters[parameter] ?? parameter, exchange) ?? null);
  return `${place} ${JSON.stringify(values)}`;
}
