import { Bucket, type Measured } from './bucket.ts';

/**
 * How long data are kept at which resolution; what grows older is rolled up into the next.
 * @source "Metrics retention", Amazon CloudWatch user guide
 */
export const tiers: readonly { readonly widthMs: number; readonly keptMs: number }[] = [
  { widthMs: 1000, keptMs: 3 * 3_600_000 },
  { widthMs: 60_000, keptMs: 15 * 86_400_000 },
  { widthMs: 300_000, keptMs: 63 * 86_400_000 },
  { widthMs: 3_600_000, keptMs: 455 * 86_400_000 },
];

/** One metric in one unit: buckets of four widths, each sorted by time. Every measurement is in exactly one of them. */
export class Series {
  readonly unit: string;
  readonly #tiers: Bucket[][] = tiers.map(() => []);
  lastMs = 0;

  constructor(unit: string) {
    this.unit = unit;
  }

  /** @returns the bucket that changed */
  record(timestampMs: number, measured: Measured, tier: 0 | 1): Bucket {
    const bucket = this.#bucketAt(timestampMs, tier);
    bucket.add(measured);
    return bucket;
  }

  /** The same for one value, without an object around it. */
  recordValue(timestampMs: number, value: number, tier: 0 | 1): Bucket {
    const bucket = this.#bucketAt(timestampMs, tier);
    bucket.addValue(value, 1);
    return bucket;
  }

  put(bucket: Bucket, tier: number): void {
    const buckets = this.#tiers[tier];
    if (!buckets) return;
    this.lastMs = Math.max(this.lastMs, bucket.startMs);
    const last = buckets.at(-1);
    if (!last || last.startMs < bucket.startMs) buckets.push(bucket);
    else {
      const index = firstFrom(buckets, bucket.startMs);
      if (buckets[index]?.startMs === bucket.startMs) buckets[index]?.merge(bucket);
      else buckets.splice(index, 0, bucket);
    }
  }

  /** Visits every bucket that begins from `startMs`, included, to `endMs`, excluded; each tier in the order of time. */
  visit(startMs: number, endMs: number, see: (bucket: Bucket) => void): void {
    for (const buckets of this.#tiers) {
      for (let index = firstFrom(buckets, startMs); index < buckets.length; index += 1) {
        const bucket = buckets[index];
        if (!bucket || bucket.startMs >= endMs) break;
        see(bucket);
      }
    }
  }

  hasData(startMs: number, endMs: number): boolean {
    return this.#tiers.some((buckets) => (buckets[firstFrom(buckets, startMs)]?.startMs ?? endMs) < endMs);
  }

  bucketsOf(tier: number): readonly Bucket[] {
    return this.#tiers[tier] ?? [];
  }

  /** Rolls up what is older than its tier keeps, and drops what is older than all. @param touched told of each bucket that went or grew */
  age(nowMs: number, touched: (tier: number, startMs: number) => void): void {
    for (const [tier, { keptMs }] of tiers.entries()) {
      const buckets = this.#tiers[tier] ?? [];
      const width = tiers[tier + 1]?.widthMs;
      for (const old of buckets.splice(0, firstFrom(buckets, nowMs - keptMs))) {
        touched(tier, old.startMs);
        if (width === undefined) continue;
        const rolled = new Bucket(Math.floor(old.startMs / width) * width);
        rolled.merge(old);
        touched(tier + 1, rolled.startMs);
        this.put(rolled, tier + 1);
      }
    }
  }

  get isEmpty(): boolean {
    return this.#tiers.every((buckets) => buckets.length === 0);
  }

  #bucketAt(timestampMs: number, tier: 0 | 1): Bucket {
    const width = tier === 0 ? 1000 : 60_000;
    const startMs = Math.floor(timestampMs / width) * width;
    const buckets = this.#tiers[tier] ?? [];
    const last = buckets.at(-1);
    if (last?.startMs === startMs) return last;
    this.lastMs = Math.max(this.lastMs, timestampMs);
    if (last && last.startMs > startMs) {
      const index = firstFrom(buckets, startMs);
      const found = buckets[index];
      if (found?.startMs === startMs) return found;
      const inserted = new Bucket(startMs);
      buckets.splice(index, 0, inserted);
      return inserted;
    }
    const added = new Bucket(startMs);
    buckets.push(added);
    return added;
  }
}

/** The first index whose bucket does not begin before `startMs`. */
function firstFrom(buckets: readonly Bucket[], startMs: number): number {
  let [low, high] = [0, buckets.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((buckets[middle]?.startMs ?? 0) < startMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
