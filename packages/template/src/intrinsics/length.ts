import type { Intrinsic } from './intrinsic.ts';

/** Of the transform AWS::LanguageExtensions. */
export const fnLength: Intrinsic = {
  name: 'Fn::Length',
  evaluate({ argument, resolve, fail }) {
    const list = resolve(argument);
    return Array.isArray(list) ? list.length : fail('Fn::Length takes a list.');
  },
};
