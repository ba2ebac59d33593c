import type { Intrinsic } from './intrinsic.ts';

export const fnOr: Intrinsic = {
  name: 'Fn::Or',
  evaluate({ argument, condition, fail }) {
    if (!Array.isArray(argument) || argument.length < 2 || argument.length > 10) return fail('Fn::Or takes a list of 2 to 10 conditions.');
    return argument.some((it) => condition(it));
  },
};
