import { Distribution } from './distribution.ts';

/** What was measured: `count` values with this sum and these bounds. */
export interface Measured {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** Each value with its count; undefined for a statistic set, of whose values nothing more is known. */
  readonly values: readonly (readonly [number, number])[] | undefined;
}

/** The measurements of one stretch of time. */
export class Bucket {
  /** Milliseconds since 1970. */
  readonly startMs: number;
  count = 0;
  sum = 0;
  min: number = Number.POSITIVE_INFINITY;
  max: number = Number.NEGATIVE_INFINITY;
  /** False once a statistic set is in it: it then has no percentiles. */
  known = true;
  /** Only when there is more than one value: `min` tells a single one. */
  #distribution: Distribution | undefined;

  constructor(startMs: number) {
    this.startMs = startMs;
  }

  add({ count, sum, min, max, values }: Measured): void {
    if (values) for (const [value, times] of values) this.addValue(value, times);
    else if (min === max) this.addValue(min, count);
    else {
      this.known = false;
      this.#distribution = undefined;
      this.#grow(count, sum, min, max);
    }
  }

  addValue(value: number, times: number): void {
    if (this.known) {
      if (this.#distribution) this.#distribution.add(value, times);
      else if (this.count > 0 && this.min !== value) {
        this.#distribution = new Distribution();
        this.#distribution.add(this.min, this.count);
        this.#distribution.add(value, times);
      }
    }
    this.#grow(times, value * times, value, value);
  }

  merge(other: Bucket): void {
    if (other.count === 0) return;
    if (!other.known || !this.known) {
      this.known = false;
      this.#distribution = undefined;
    } else if (this.#distribution || other.#distribution || (this.count > 0 && this.min !== other.min)) {
      const merged = this.#distribution ?? new Distribution();
      if (!this.#distribution && this.count > 0) merged.add(this.min, this.count);
      if (other.#distribution) merged.addAll(other.#distribution);
      else merged.add(other.min, other.count);
      this.#distribution = merged;
    }
    this.#grow(other.count, other.sum, other.min, other.max);
  }

  /** As `merge`, for those who ask for no percentile. */
  mergeTotals({ count, sum, min, max }: Bucket): void {
    this.known = false;
    this.#grow(count, sum, min, max);
  }

  /** Ascending values with their counts; undefined when they are not known. */
  values(): readonly (readonly [number, number])[] | undefined {
    if (!this.known) return undefined;
    return this.#distribution?.sorted() ?? (this.count > 0 ? [[this.min, this.count]] : []);
  }

  /** For the store. */
  toRow(): BucketRow {
    const values = this.known ? (this.#distribution?.sorted().flat() ?? []) : undefined;
    return [this.startMs, this.count, this.sum, this.min, this.max, values ?? null];
  }

  static fromRow([startMs, count, sum, min, max, values]: BucketRow): Bucket {
    const bucket = new Bucket(startMs);
    bucket.#grow(count, sum, min, max);
    bucket.known = values !== null;
    if (!values || values.length === 0) return bucket;
    const distribution = new Distribution();
    for (let index = 0; index + 1 < values.length; index += 2) distribution.add(values[index] ?? 0, values[index + 1] ?? 0);
    bucket.#distribution = distribution;
    return bucket;
  }

  #grow(count: number, sum: number, min: number, max: number): void {
    this.count += count;
    this.sum += sum;
    if (min < this.min) this.min = min;
    if (max > this.max) this.max = max;
  }
}

/** Start, count, sum, minimum, maximum, and values and counts in turn where they are known. */
export type BucketRow = readonly [number, number, number, number, number, readonly number[] | null];
