import { QueryError } from './query-error.ts';
import type { Scanner } from './scanner.ts';

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];
/** @source "Datetime functions", CloudWatch Logs Insights query syntax */
const units: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|msec|milliseconds?)$/, 1],
  [/^(?:s|sec|seconds?)$/, second],
  [/^(?:m|min|minutes?)$/, minute],
  [/^(?:h|hr|hours?)$/, hour],
  [/^(?:d|days?)$/, day],
  [/^(?:w|weeks?)$/, 7 * day],
];

/** `5m` in milliseconds. @throws QueryError */
export function parsePeriod(scanner: Scanner): number {
  const start = scanner.at;
  const [, count, unit = ''] = /^(\d{1,6})\s*([a-z]+)$/.exec(scanner.match(/\d+\s*[A-Za-z]+/y)?.toLowerCase() ?? '') ?? [];
  const length = units.find(([name]) => name.test(unit))?.[1];
  if (count === undefined || Number(count) === 0) throw scanner.unexpected();
  if (length === undefined) throw new QueryError(`gatewright has no periods of ${unit}; use ms, s, m, h, d or w`, start, scanner.at);
  return Number(count) * length;
}
