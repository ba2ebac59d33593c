import type { Value } from '../template.ts';
import type { Intrinsic } from './intrinsic.ts';

export const fnEquals: Intrinsic = {
  name: 'Fn::Equals',
  evaluate({ argument, resolve, fail }) {
    const [left, right, ...more] = Array.isArray(argument) ? argument : [];
    if (left === undefined || right === undefined || more.length > 0) return fail('Fn::Equals takes a list of two values.');
    return comparable(resolve(left)) === comparable(resolve(right));
  },
};

/** Values compare as text: a Number parameter equals the number it was given. */
function comparable(value: Value | undefined): string | undefined {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value === undefined ? undefined : String(value);
}
