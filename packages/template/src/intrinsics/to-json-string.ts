import type { Intrinsic } from './intrinsic.ts';

/** Of the transform AWS::LanguageExtensions. */
export const fnToJsonString: Intrinsic = {
  name: 'Fn::ToJsonString',
  evaluate({ argument, resolve, fail }) {
    const value = resolve(argument);
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : fail('Fn::ToJsonString takes an object or a list.');
  },
};
