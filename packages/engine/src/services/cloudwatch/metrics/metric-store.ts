import { createHash } from 'node:crypto';
import type { Store } from '../../../store/store.ts';
import type { World } from '../../../world/world.ts';
import { Bucket, type BucketRow, type Measured } from './bucket.ts';
import { type Dimension, type Metric, metricKey, seriesOf, sortedDimensions } from './metric.ts';
import { type Series, tiers } from './series.ts';

/** What a crash can lose; a stop loses nothing. */
const flushMs = 5000;
const ageMs = 600_000;
/** Buckets of one stored record: small enough to write again while it grows, large enough to be few. */
const bucketsPerRecord = [300, 60, 60, 60] as const;
const keyPrefix = Buffer.from('w');
const keyEnd = Buffer.from('x');

/** One metric in one unit, found once and written to often. */
export interface Handle {
  readonly metric: Metric;
  readonly series: Series;
}

/**
 * Every metric, in memory and on disk. Read when first asked for; written every few seconds and at the stop.
 */
export class MetricStore {
  readonly #world: World;
  readonly #store: Store;
  readonly #metrics = new Map<string, Metric>();
  /** Records to write, by their series: the tier and where they begin. */
  readonly #dirty = new Map<Series, { readonly metric: Metric; readonly places: Map<number, readonly [number, number]> }>();
  #loaded = false;
  #cancelFlush: (() => void) | undefined;
  #agedMs = 0;

  constructor(world: World, store: Store) {
    this.#world = world;
    this.#store = store;
  }

  handle(namespace: string, name: string, dimensions: readonly Dimension[], unit: string): Handle {
    const metric = this.#metricOf(namespace, name, dimensions);
    return { metric, series: seriesOf(metric, unit) };
  }

  /** @param highResolution kept by the second for three hours */
  record(handle: Handle, timestampMs: number, measured: Measured, highResolution: boolean): void {
    const tier = highResolution ? 0 : 1;
    this.#changed(handle, handle.series.record(timestampMs, measured, tier), tier);
  }

  recordValue(handle: Handle, timestampMs: number, value: number): void {
    this.#changed(handle, handle.series.recordValue(timestampMs, value, 1), 1);
  }

  find(namespace: string, name: string, dimensions: readonly Dimension[]): Metric | undefined {
    this.#load();
    return this.#metrics.get(metricKey(namespace, name, dimensions));
  }

  all(): Iterable<Metric> {
    this.#load();
    return this.#metrics.values();
  }

  /** Writes what is not yet on disk. */
  async flush(): Promise<void> {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    if (this.#dirty.size === 0) return;
    // What was kept before this run is read first: a record is written whole.
    this.#load();
    if (this.#world.now() - this.#agedMs > ageMs) this.#age();
    const changes = [...this.#dirty].flatMap(([series, { metric, places }]) => {
      const hash = hashOf(`${metric.key}\0${series.unit}`);
      return [...places.values()].map(([tier, fromMs]) => ({
        key: Buffer.from(`w${tier}${fromMs.toString(36)}/${hash}`),
        value: recordOf(metric, series, tier, fromMs),
      }));
    });
    this.#dirty.clear();
    await this.#store.write(changes);
  }

  #metricOf(namespace: string, name: string, dimensions: readonly Dimension[]): Metric {
    const key = metricKey(namespace, name, dimensions);
    const found = this.#metrics.get(key);
    if (found) return found;
    const metric = { key, namespace, name, dimensions: sortedDimensions(dimensions), units: new Map() };
    this.#metrics.set(key, metric);
    return metric;
  }

  #changed({ metric, series }: Handle, { startMs }: Bucket, tier: number): void {
    const recordMs = (tiers[tier]?.widthMs ?? 1000) * (bucketsPerRecord[tier] ?? 60);
    const fromMs = Math.floor(startMs / recordMs) * recordMs;
    let dirty = this.#dirty.get(series);
    if (!dirty) {
      dirty = { metric, places: new Map() };
      // Ageing may have dropped a metric that somebody still writes to.
      this.#metrics.set(metric.key, metric);
      metric.units.set(series.unit, series);
      this.#dirty.set(series, dirty);
    }
    const place = fromMs + tier;
    if (!dirty.places.has(place)) dirty.places.set(place, [tier, fromMs]);
    this.#cancelFlush ??= this.#world.after(flushMs, () => {
      this.#cancelFlush = undefined;
      if (!this.#store.closed) this.flush().catch(() => {});
    });
  }

  #age(): void {
    this.#agedMs = this.#world.now();
    for (const metric of this.#metrics.values()) {
      for (const [unit, series] of metric.units) {
        series.age(this.#agedMs, (tier, startMs) => this.#changed({ metric, series }, new Bucket(startMs), tier));
        if (series.isEmpty) metric.units.delete(unit);
      }
      if (metric.units.size === 0) this.#metrics.delete(metric.key);
    }
  }

  #load(): void {
    if (this.#loaded) return;
    this.#loaded = true;
    for (const value of this.#store.values({ start: keyPrefix, end: keyEnd })) {
      const [namespace, name, pairs, unit, tier, rows]: StoredRecord = JSON.parse(value.toString('utf8'));
      const dimensions = pairs.map(([Name, Value]) => ({ Name, Value }));
      const { series } = this.handle(namespace, name, dimensions, unit);
      for (const row of rows) series.put(Bucket.fromRow(row), tier);
    }
    this.#age();
  }
}

type StoredRecord = readonly [string, string, readonly (readonly [string, string])[], string, number, readonly BucketRow[]];

/** The stored form of one stretch of a series; undefined when nothing is left of it. */
function recordOf({ namespace, name, dimensions }: Metric, series: Series, tier: number, fromMs: number): Buffer | undefined {
  const untilMs = fromMs + (tiers[tier]?.widthMs ?? 1000) * (bucketsPerRecord[tier] ?? 60);
  const rows = series
    .bucketsOf(tier)
    .filter(({ startMs }) => startMs >= fromMs && startMs < untilMs)
    .map((it) => it.toRow());
  if (rows.length === 0) return undefined;
  const pairs = dimensions.map(({ Name, Value }) => [Name, Value] as const);
  return Buffer.from(JSON.stringify([namespace, name, pairs, series.unit, tier, rows] satisfies StoredRecord));
}

/** Names and dimensions may be longer than a key of the store. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
