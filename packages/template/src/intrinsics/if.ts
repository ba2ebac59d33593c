import type { Intrinsic } from './intrinsic.ts';

export const fnIf: Intrinsic = {
  name: 'Fn::If',
  evaluate({ argument, scope, resolve, fail }) {
    const [name, whenTrue, whenFalse, ...more] = Array.isArray(argument) ? argument : [];
    if (typeof name !== 'string' || whenTrue === undefined || whenFalse === undefined || more.length > 0) {
      return fail('Fn::If takes a condition name and two values.', { hint: 'Write !If [NAME, WHEN_TRUE, WHEN_FALSE].' });
    }
    const value = scope.condition(name);
    if (value === undefined) return fail(`There is no condition "${name}".`, { code: 'UNRESOLVED_REF' });
    return resolve(value ? whenTrue : whenFalse);
  },
};
