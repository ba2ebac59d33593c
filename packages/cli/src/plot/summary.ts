import type { Dimensions, ListedMetric, MetricSource, Question, Span } from './metric-source.ts';
import { functionCost, prices } from './prices.ts';

/** What one API, route or function did in the span. */
export interface Summary {
  readonly kind: 'api' | 'route' | 'function';
  readonly name: string;
  readonly requests: readonly (number | undefined)[];
  readonly errors: readonly (number | undefined)[];
  /** Milliseconds, over the whole span; undefined without requests. */
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  readonly p99: number | undefined;
  /** US dollars for what happened in the span: an API's own requests, a function's requests and gigabyte-seconds. */
  readonly cost: number;
}

const percentiles = ['p50', 'p95', 'p99'] as const;

export async function summarize(source: MetricSource, span: Span): Promise<readonly Summary[]> {
  const apis = (await source.list('AWS/ApiGateway')).filter((it) => it.name === 'Count' && it.dimensions.Stage !== undefined);
  const functions = (await source.list('AWS/Lambda')).filter((it) => it.name === 'Invocations' && it.dimensions.Resource === undefined);
  const found: Summary[] = [];
  for (const metric of apis.sort(byName)) found.push(await apiSummary(source, span, metric.dimensions));
  for (const metric of functions.sort(byName)) found.push(await functionSummary(source, span, metric.dimensions));
  return found;
}

async function apiSummary(source: MetricSource, span: Span, dimensions: Dimensions): Promise<Summary> {
  const rest = dimensions.ApiName !== undefined;
  const ask = asking('AWS/ApiGateway', dimensions);
  const [requests = [], errors = []] = await source.read([ask('Count', 'Sum'), ask(rest ? '5XXError' : '5xx', 'Sum')], span);
  const { ApiName, ApiId, Stage, Method, Resource } = dimensions;
  const name = [ApiName ?? ApiId, Stage, ...(Resource === undefined ? [] : [`${Method} ${Resource}`])].join(' ');
  return {
    kind: Resource === undefined ? 'api' : 'route',
    name,
    requests,
    errors,
    ...(await percentilesOf(source, span, (statistic) => ask('Latency', statistic))),
    cost: sum(requests) * (rest ? prices.restRequest : prices.httpRequest),
  };
}

async function functionSummary(source: MetricSource, span: Span, dimensions: Dimensions): Promise<Summary> {
  const ask = asking('AWS/Lambda', dimensions);
  const [requests = [], errors = [], durations = []] = await source.read(
    [ask('Invocations', 'Sum'), ask('Errors', 'Sum'), ask('Duration', 'Sum')],
    span,
  );
  const name = dimensions.FunctionName ?? '';
  const memoryMb = await source.memoryOf(name);
  return {
    kind: 'function',
    name,
    requests,
    errors,
    ...(await percentilesOf(source, span, (statistic) => ask('Duration', statistic))),
    cost: functionCost({ invocations: sum(requests), durationMs: sum(durations), memoryMb }),
  };
}

/** Over the whole span at once: percentiles of percentiles would be wrong. */
async function percentilesOf(
  source: MetricSource,
  span: Span,
  ask: (statistic: string) => Question,
): Promise<Pick<Summary, 'p50' | 'p95' | 'p99'>> {
  const whole = { ...span, periodSeconds: Math.ceil((span.endMs - span.startMs) / 60_000) * 60 };
  const [p50, p95, p99] = (await source.read(percentiles.map(ask), whole)).map(([value]) => value);
  return { p50, p95, p99 };
}

function asking(namespace: string, dimensions: Dimensions): (name: string, statistic: string) => Question {
  return (name, statistic) => ({ namespace, name, dimensions, statistic });
}

export function sum(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((total, it) => total + (it ?? 0), 0);
}

function byName(a: ListedMetric, b: ListedMetric): number {
  return JSON.stringify(a.dimensions) < JSON.stringify(b.dimensions) ? -1 : 1;
}
