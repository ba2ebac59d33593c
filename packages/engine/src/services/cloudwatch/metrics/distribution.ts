/** How many distinct values are kept as they are; beyond them values go into bins of 1 %. @source PutMetricData takes 150 values a datum */
const maximumExact = 150;
const binBase = Math.log(1.01);

/** Values with how often each was seen, for percentiles: exact for few distinct values, within 1 % for many. */
export class Distribution {
  #binned = false;
  /** By value, or by bin once binned. */
  readonly #counts = new Map<number, number>();

  add(value: number, count: number): void {
    const key = this.#binned ? binnedValue(value) : value;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
    if (!this.#binned && this.#counts.size > maximumExact) this.#bin();
  }

  addAll(other: Distribution): void {
    for (const [value, count] of other.#counts) this.add(value, count);
  }

  get size(): number {
    return this.#counts.size;
  }

  /** In no order. */
  entries(): Iterable<readonly [number, number]> {
    return this.#counts;
  }

  /** Ascending by value. */
  sorted(): readonly (readonly [number, number])[] {
    return [...this.#counts].sort(([a], [b]) => a - b);
  }

  #bin(): void {
    const exact = [...this.#counts];
    this.#counts.clear();
    this.#binned = true;
    for (const [value, count] of exact) this.add(value, count);
  }
}

/** The middle of the value's bin: bins grow by 1 %, alike on both sides of zero. */
function binnedValue(value: number): number {
  if (value === 0) return 0;
  const magnitude = Math.exp(Math.round(Math.log(Math.abs(value)) / binBase) * binBase);
  return value < 0 ? -magnitude : magnitude;
}
