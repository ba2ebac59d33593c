import type { CloudWatch } from '../services/cloudwatch/cloudwatch.ts';
import { type Gauge, gaugeOf } from '../services/cloudwatch/metrics/gauge.ts';
import type { Services } from '../services/services.ts';
import type { RequestTrace } from '../trace/trace.ts';

/** Methods are a caller's own words where no resource has matched. */
const maximumKnownOfResource = 1000;

/** The gauges of one method of a resource, in a stage. */
interface Known {
  readonly apiId: string | undefined;
  readonly stage: string | undefined;
  readonly method: string;
  readonly gauges: readonly Gauge[];
}

type Dimensions = readonly { readonly Name: string; readonly Value: string }[];

/**
 * AWS/ApiGateway, from what each request left in its trace.
 * @source "Amazon API Gateway dimensions and metrics" and "Monitoring HTTP API metrics", Amazon API Gateway developer guide
 */
export function createApiMetrics(
  { metrics }: CloudWatch,
  services: Pick<Services, 'apigateway' | 'apigatewayv2'>,
): (trace: RequestTrace) => void {
  /** By resource: those of each method and stage that has it. */
  const known = new Map<string | undefined, Known[]>();
  let restRevision = -1;
  let httpRevision = -1;
  const gaugesOf = (trace: RequestTrace, rest: boolean): readonly Gauge[] => {
    const { apigateway, apigatewayv2 } = services;
    if (apigateway.revision !== restRevision || apigatewayv2.revision !== httpRevision) {
      // What a deployment changes (names, detailed metrics) is looked up anew.
      known.clear();
      restRevision = apigateway.revision;
      httpRevision = apigatewayv2.revision;
    }
    const { apiId, stage, method, resourcePath } = trace;
    const ofResource = known.get(resourcePath);
    const found = ofResource?.find((it) => it.apiId === apiId && it.stage === stage && it.method === method);
    if (found) return found.gauges;
    const dimensionSets = rest ? restDimensions(trace, services) : httpDimensions(trace, services);
    const gauges = dimensionSets.map((dimensions) => gaugeOf(metrics, 'AWS/ApiGateway', dimensions));
    const made: Known = { apiId, stage, method, gauges };
    if (!ofResource) known.set(resourcePath, [made]);
    else if (ofResource.length < maximumKnownOfResource) ofResource.push(made);
    return gauges;
  };
  return (trace) => {
    const { apiType, statusCode = 0, startedAtMs: at, durationMs = 0, integrationLatencyMs, cache } = trace;
    if (apiType !== 'REST' && apiType !== 'HTTP') return;
    const rest = apiType === 'REST';
    for (const gauge of gaugesOf(trace, rest)) {
      gauge(at, 'Count', 'Count', 1);
      gauge(at, rest ? '4XXError' : '4xx', 'Count', statusCode >= 400 && statusCode < 500 ? 1 : 0);
      gauge(at, rest ? '5XXError' : '5xx', 'Count', statusCode >= 500 ? 1 : 0);
      gauge(at, 'Latency', 'Milliseconds', Math.round(durationMs));
      const integration = integrationLatencyMs ?? trace.invocation?.durationMs;
      if (integration !== undefined) gauge(at, 'IntegrationLatency', 'Milliseconds', Math.round(integration));
      if (cache !== undefined) gauge(at, cache === 'hit' ? 'CacheHitCount' : 'CacheMissCount', 'Count', 1);
      if (!rest) gauge(at, 'DataProcessed', 'Bytes', (trace.requestBytes ?? 0) + (trace.responseBytes ?? 0));
    }
  };
}

function restDimensions(
  { apiId = '', stage, method, resourcePath }: RequestTrace,
  { apigateway }: Pick<Services, 'apigateway'>,
): readonly Dimensions[] {
  const api = { Name: 'ApiName', Value: apigateway.restApis.get(apiId)?.name ?? apiId };
  if (stage === undefined) return [[api]];
  const staged = [api, { Name: 'Stage', Value: stage }];
  const settings = apigateway.stages().find((it) => it.restApiId === apiId && it.stageName === stage)?.methodSettings ?? {};
  if (resourcePath === undefined || !isDetailed(settings, method, resourcePath)) return [[api], staged];
  return [[api], staged, [...staged, { Name: 'Resource', Value: resourcePath }, { Name: 'Method', Value: method }]];
}

/** Settings are by `/users~1{id}/GET`, or with `*` for every resource or method. */
function isDetailed(
  settings: { readonly [key: string]: { readonly metricsEnabled?: boolean | undefined } },
  method: string,
  resourcePath: string,
): boolean {
  const path = `/${resourcePath.slice(1).replaceAll('/', '~1')}`;
  return [`${path}/${method}`, `${path}/*`, `*/${method}`, '*/*', '/*/*'].some((key) => settings[key]?.metricsEnabled === true);
}

function httpDimensions(
  { apiId = '', stage, method, resourcePath }: RequestTrace,
  { apigatewayv2 }: Pick<Services, 'apigatewayv2'>,
): readonly Dimensions[] {
  const api = { Name: 'ApiId', Value: apiId };
  if (stage === undefined) return [[api]];
  const staged = [api, { Name: 'Stage', Value: stage }];
  const found = apigatewayv2.stages().find((it) => it.apiId === apiId && it.stageName === stage);
  if (!found?.defaultRouteSettings.detailedMetricsEnabled || resourcePath === undefined) return [[api], staged];
  return [[api], staged, [...staged, { Name: 'Resource', Value: resourcePath }, { Name: 'Method', Value: method }]];
}
