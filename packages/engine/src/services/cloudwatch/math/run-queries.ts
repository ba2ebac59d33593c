import type { World } from '../../../world/world.ts';
import type { Metric } from '../metrics/metric.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import { chooseSeries, readPeriods, roundedStart } from '../metrics/read-periods.ts';
import { parseStatistic } from '../metrics/statistic.ts';
import type { MetricDataQuery, MetricStat } from '../shapes.ts';
import { evaluate, type Surroundings } from './evaluate.ts';
import { MathError } from './expression.ts';
import { parseExpression } from './parse-expression.ts';
import { parseSearch } from './search.ts';
import type { TimeSeries, Value } from './time-series.ts';

export interface QuerySpan {
  readonly startMs: number;
  readonly endMs: number;
}

export interface QueryResult {
  readonly value: Value;
  /** The names of units when data have several and the query names none. */
  readonly units: readonly string[];
}

/** Why a query cannot be answered. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
}

const maximumGrid = 100_800;

/**
 * Answers the queries of a request by their ids, each computed when it is first needed and once.
 */
export class QueryRun {
  readonly #on: { readonly world: World; readonly metrics: MetricStore };
  readonly #queries: ReadonlyMap<string, MetricDataQuery>;
  readonly #span: QuerySpan;
  readonly #results = new Map<string, QueryResult | 'running'>();

  constructor(on: { readonly world: World; readonly metrics: MetricStore }, queries: readonly MetricDataQuery[], span: QuerySpan) {
    this.#on = on;
    this.#queries = new Map(queries.map((it) => [it.Id, it]));
    this.#span = span;
  }

  /** @throws QueryError when an expression is wrong */
  result(id: string): QueryResult | undefined {
    const done = this.#results.get(id);
    if (done === 'running') throw new MathError(`Circular dependency on '${id}'`);
    if (done) return done;
    const query = this.#queries.get(id);
    if (!query) return undefined;
    this.#results.set(id, 'running');
    const result = query.MetricStat ? this.#read(query.MetricStat) : { value: this.#compute(query), units: [] };
    this.#results.set(id, result);
    return result;
  }

  #compute(query: MetricDataQuery): Value {
    try {
      return evaluate(parseExpression(query.Expression ?? ''), this.#around(query));
    } catch (error) {
      if (!(error instanceof MathError)) throw error;
      throw new QueryError(`Error in expression '${query.Id}': ${error.message}`, { cause: error });
    }
  }

  #around(query: MetricDataQuery): Surroundings {
    const periodMs = (query.Period ?? this.#periodOf(query.Expression ?? '')) * 1000;
    const startMs = roundedStart(this.#span.startMs, periodMs, this.#on.world.now());
    const size = Math.min(maximumGrid, Math.max(0, Math.ceil((this.#span.endMs - startMs) / periodMs)));
    return {
      periodMs,
      grid: Array.from({ length: size }, (_, index) => startMs + index * periodMs),
      query: (id) => this.result(id)?.value,
      metrics: (part) =>
        [...this.#queries.values()]
          .filter((it) => it.MetricStat && it.Id.includes(part))
          .flatMap(({ Id }) => seriesOf(this.result(Id)?.value)),
      search: (text, statistic, seconds) => this.#search(text, statistic, seconds ?? query.Period ?? 300),
    };
  }

  /** The longest period of the metrics that the expression is about. */
  #periodOf(expression: string): number {
    const named = [...this.#queries.values()].filter((it) => it.MetricStat && new RegExp(`\\b${it.Id}\\b`).test(expression));
    const all = named.length > 0 ? named : [...this.#queries.values()];
    return Math.max(1, ...all.map((it) => it.MetricStat?.Period ?? 1));
  }

  #search(text: string, statistic: string, periodSeconds: number): readonly TimeSeries[] {
    if (!parseStatistic(statistic)) throw new MathError(`SEARCH has no statistic '${statistic}'`);
    const test = parseSearch(text);
    const found = [...this.#on.metrics.all()].filter(test);
    return found.slice(0, 100).map((metric) => {
      const label = [...metric.dimensions.map((it) => it.Value), metric.name].join(' ');
      const { value } = this.#readMetric(metric, { Period: periodSeconds, Stat: statistic, Unit: undefined, label });
      return value.type === 'series' ? value.series : { label, periodMs: periodSeconds * 1000, timestamps: [], values: [] };
    });
  }

  #read({ Metric: { Namespace = '', MetricName = '', Dimensions = [] }, Period, Stat, Unit }: MetricStat): QueryResult {
    return this.#readMetric(this.#on.metrics.find(Namespace, MetricName, Dimensions), { Period, Stat, Unit, label: MetricName });
  }

  #readMetric(
    metric: Metric | undefined,
    { Period, Stat, Unit, label }: { Period: number; Stat: string; Unit: string | undefined; label: string },
  ): QueryResult {
    const periodMs = Period * 1000;
    const span = { startMs: roundedStart(this.#span.startMs, periodMs, this.#on.world.now()), endMs: this.#span.endMs, periodMs };
    const { series, units } = metric ? chooseSeries(metric, Unit, span) : { series: undefined, units: [] };
    const statistic = parseStatistic(Stat);
    const [timestamps, values]: [number[], number[]] = [[], []];
    for (const bucket of series && statistic ? readPeriods(series, span, statistic) : []) {
      const value = statistic?.of(bucket);
      if (value === undefined) continue;
      timestamps.push(bucket.startMs);
      values.push(value);
    }
    return { value: { type: 'series', series: { label, periodMs, timestamps, values } }, units };
  }
}

export function seriesOf(value: Value | undefined): readonly TimeSeries[] {
  if (value?.type === 'series') return [value.series];
  return value?.type === 'array' ? value.members : [];
}
