import type { Intrinsic } from './intrinsic.ts';

/** `{ Condition: NAME }` inside Conditions. */
export const condition: Intrinsic = {
  name: 'Condition',
  evaluate({ argument, scope, fail }) {
    // SAM writes a condition inside another one, which has its value by now.
    if (typeof argument === 'boolean') return argument;
    const value = typeof argument === 'string' ? scope.condition(argument) : undefined;
    if (value !== undefined) return value;
    return fail(`There is no condition "${typeof argument === 'string' ? argument : JSON.stringify(argument)}".`, {
      code: 'UNRESOLVED_REF',
    });
  },
};
