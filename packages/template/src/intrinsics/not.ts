import type { Intrinsic } from './intrinsic.ts';

export const fnNot: Intrinsic = {
  name: 'Fn::Not',
  evaluate({ argument, condition, fail }) {
    const [only, ...more] = Array.isArray(argument) ? argument : [];
    if (only === undefined || more.length > 0) return fail('Fn::Not takes a list of one condition.', { hint: 'Write !Not [CONDITION].' });
    return !condition(only);
  },
};
