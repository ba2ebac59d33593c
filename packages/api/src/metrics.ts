import type { Outcome } from './options.ts';

/** CloudWatch's units that an API needs; any other of CloudWatch's is accepted as well. */
export type Unit = 'Count' | 'Milliseconds' | 'Seconds' | 'Bytes' | 'Percent' | 'None' | (string & {});

export interface MetricsOptions {
  /** `MyAPI` */
  readonly namespace: string;
  /** Dimensions of every metric: service, stage. */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** Where lines go; default standard output, which CloudWatch Logs reads. */
  readonly write?: (line: string) => void;
}

export interface Sample {
  readonly unit?: Unit;
  readonly dimensions?: Readonly<Record<string, string>>;
  /** One-second resolution instead of one minute. */
  readonly highResolution?: boolean;
}

export interface Metrics {
  /** For the `observe` list of an API: Requests, RequestDuration, Errors (5xx) and ClientErrors (4xx), in all and by route. */
  readonly requests: (outcome: Outcome) => void;
  /** A business event: `metrics.count('Signup', 1, { plan: 'pro' })`. */
  count(name: string, value?: number, dimensions?: Readonly<Record<string, string>>): void;
  record(name: string, value: number, sample?: Sample): void;
}

/**
 * Metrics in CloudWatch's embedded metric format: a line of JSON in the log, no network call, nothing that could fail a request.
 *
 * @source "Specification: Embedded metric format", Amazon CloudWatch user guide
 */
export function metrics({ namespace, dimensions = {}, write = (line) => void process.stdout.write(`${line}\n`) }: MetricsOptions): Metrics {
  const emit = (
    values: Readonly<Record<string, { value: number; unit: Unit }>>,
    sets: readonly Readonly<Record<string, string>>[],
    { highResolution = false, properties = {} }: { readonly highResolution?: boolean; readonly properties?: object } = {},
  ): void => {
    const finite = Object.entries(values).filter(([, { value }]) => Number.isFinite(value));
    if (finite.length === 0) return;
    const Metrics = finite.map(([Name, { unit: Unit }]) => ({ Name, Unit, ...(highResolution && { StorageResolution: 1 }) }));
    const Dimensions = sets.map((it) => Object.keys({ ...dimensions, ...it }).slice(0, 30));
    write(
      JSON.stringify({
        ...properties,
        ...dimensions,
        ...Object.assign({}, ...sets),
        ...Object.fromEntries(finite.map(([name, { value }]) => [name, value])),
        _aws: { Timestamp: Date.now(), CloudWatchMetrics: [{ Namespace: namespace, Dimensions, Metrics }] },
      }),
    );
  };
  return {
    requests({ request: { route, requestId }, statusCode, durationMs }) {
      emit(
        {
          Requests: { value: 1, unit: 'Count' },
          RequestDuration: { value: durationMs, unit: 'Milliseconds' },
          Errors: { value: statusCode >= 500 ? 1 : 0, unit: 'Count' },
          ClientErrors: { value: statusCode >= 400 && statusCode < 500 ? 1 : 0, unit: 'Count' },
        },
        // By template, never by path: every value of a dimension is a metric to be paid for.
        [{}, { route: route ?? 'none' }],
        // A property, not a dimension: it is found in the log, and costs no metric.
        { properties: { requestId } },
      );
    },
    count(name, value = 1, more = {}) {
      emit({ [name]: { value, unit: 'Count' } }, [more]);
    },
    record(name, value, { unit = 'None', dimensions: more = {}, highResolution = false } = {}) {
      emit({ [name]: { value, unit } }, [more], { highResolution });
    },
  };
}
