/** What a field or an expression has; undefined for nothing at all. */
export type Value = string | number | boolean | undefined;

const numeric = /^\s*-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/;

/** A number, or a text that reads as one. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.length <= 40 && numeric.test(value) ? Number(value) : undefined;
}

/** Less than 0 when `one` comes first: numbers by size, texts by their characters, nothing last. */
export function compareValues(one: Value, other: Value): number {
  if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? 1 : -1;
  const [left, right] = [numberOf(one), numberOf(other)];
  if (left !== undefined && right !== undefined) return left - right;
  const [a, b] = [String(one), String(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** As results have it: four digits behind the point, 1 and 0 for what is true and false. */
export function textOf(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'string' || Number.isInteger(value)) return String(value);
  return String(Math.round(value * 10_000) / 10_000);
}

/** `2026-11-22 10:00:00.000` */
export function timeText(ms: number): string {
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return String(ms);
  return new Date(ms).toISOString().replace('T', ' ').slice(0, 23);
}
