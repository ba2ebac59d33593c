import type { Intrinsic } from './intrinsic.ts';

export const fnSplit: Intrinsic = {
  name: 'Fn::Split',
  evaluate({ argument, resolve, fail }) {
    const [delimiter, source] = Array.isArray(argument) ? argument : [];
    const text = source === undefined ? undefined : resolve(source);
    if (typeof delimiter !== 'string' || delimiter === '' || typeof text !== 'string') {
      return fail('Fn::Split takes a delimiter and a text.', { hint: "Write !Split [',', TEXT]." });
    }
    return text.split(delimiter);
  },
};
