import type { Intrinsic } from './intrinsic.ts';

/** Which zones an account sees differs from account to account; three are in every region of today. */
export const fnGetAZs: Intrinsic = {
  name: 'Fn::GetAZs',
  evaluate({ argument, scope, resolve, fail }) {
    const given = resolve(argument);
    if (typeof given !== 'string') return fail("Fn::GetAZs takes a region, or '' for the stack's own.");
    const region = given === '' ? scope.pseudo.Region : given;
    return [`${region}a`, `${region}b`, `${region}c`];
  },
};
