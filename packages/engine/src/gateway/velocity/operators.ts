import { render, type VelocityValue } from './values.ts';

/** Null and false are false; zero and empty text are true, as in Velocity 1.7. */
export function isTrue(value: VelocityValue): boolean {
  return value !== null && value !== false;
}

/** Values of different kinds are equal when they print alike. */
export function looselyEqual(a: VelocityValue, b: VelocityValue): boolean {
  if (a === null || b === null) return a === b || (a === null ? b : a) === '';
  if (typeof a === typeof b && typeof a !== 'object') return a === b;
  return render(a) === render(b);
}

/** Negative, zero or positive; NaN, which is less than nothing and more than nothing, when the two have no order. */
export function compare(a: VelocityValue, b: VelocityValue): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : Number.NaN;
}

/** Whole numbers divide to whole numbers. */
export function divide(a: number, b: number): number {
  return Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b;
}
