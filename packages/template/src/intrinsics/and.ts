import type { Intrinsic } from './intrinsic.ts';

export const fnAnd: Intrinsic = {
  name: 'Fn::And',
  evaluate({ argument, condition, fail }) {
    if (!Array.isArray(argument) || argument.length < 2 || argument.length > 10) return fail('Fn::And takes a list of 2 to 10 conditions.');
    return argument.every((it) => condition(it));
  },
};
