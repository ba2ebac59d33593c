import { compareValues, numberOf, type Value } from './value.ts';

/** Adds up one group's values. */
export interface Accumulator {
  add(value: Value, timestamp: number): void;
  readonly result: Value;
}

/** A percentile keeps every value; beyond this many of a group the query fails. */
const maximumKept = 1_000_000;

/** By their names in lower case. @param argument of `pct`: which percentile @source "stats", CloudWatch Logs Insights query syntax */
export const aggregates: { readonly [name: string]: (argument: number) => Accumulator } = {
  avg: () => overNumbers((numbers) => (numbers.count === 0 ? undefined : numbers.sum / numbers.count)),
  sum: () => overNumbers((numbers) => (numbers.count === 0 ? undefined : numbers.sum)),
  stddev: () =>
    overNumbers(({ count, sum, squares }) => (count === 0 ? undefined : Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)))),
  count: () => {
    let count = 0;
    return {
      add(value) {
        if (value !== undefined) count += 1;
      },
      get result() {
        return count;
      },
    };
  },
  count_distinct: () => {
    const seen = new Set<Value>();
    return {
      add: (value) => void (value !== undefined && kept(seen.add(value).size)),
      get result() {
        return seen.size;
      },
    };
  },
  min: () => extreme(-1),
  max: () => extreme(1),
  sortsfirst: () => extreme(-1),
  sortslast: () => extreme(1),
  earliest: () => byTime(-1),
  latest: () => byTime(1),
  pct: (percent) => {
    const numbers: number[] = [];
    return {
      add(value) {
        const number = numberOf(value);
        if (number !== undefined) kept(numbers.push(number));
      },
      get result() {
        const sorted = Float64Array.from(numbers).sort();
        return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
      },
    };
  },
};

function kept(count: number): void {
  if (count > maximumKept) throw new RangeError('too many values of one group');
}

interface Numbers {
  count: number;
  sum: number;
  squares: number;
}

function overNumbers(resultOf: (numbers: Numbers) => Value): Accumulator {
  const numbers: Numbers = { count: 0, sum: 0, squares: 0 };
  return {
    add(value) {
      const number = numberOf(value);
      if (number === undefined) return;
      numbers.count += 1;
      numbers.sum += number;
      numbers.squares += number * number;
    },
    get result() {
      return resultOf(numbers);
    },
  };
}

function extreme(direction: 1 | -1): Accumulator {
  let found: Value;
  return {
    add(value) {
      if (value !== undefined && (found === undefined || compareValues(value, found) * direction > 0)) found = value;
    },
    get result() {
      return found;
    },
  };
}

function byTime(direction: 1 | -1): Accumulator {
  let found: { readonly value: Value; readonly timestamp: number } | undefined;
  return {
    add(value, timestamp) {
      if (value !== undefined && (!found || (timestamp - found.timestamp) * direction > 0)) found = { value, timestamp };
    },
    get result() {
      return found?.value;
    },
  };
}
