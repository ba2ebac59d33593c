import type { Intrinsic } from './intrinsic.ts';

export const fnJoin: Intrinsic = {
  name: 'Fn::Join',
  evaluate({ argument, resolve, fail }) {
    const [delimiter, list] = Array.isArray(argument) ? argument : [];
    const values = list === undefined ? undefined : resolve(list);
    if (typeof delimiter !== 'string' || !Array.isArray(values)) {
      return fail('Fn::Join takes a delimiter and a list.', { hint: "Write !Join [',', [A, B]]." });
    }
    if (values.some((it) => typeof it === 'object')) return fail('Every element of the list of Fn::Join must be text.');
    return values.map(String).join(delimiter);
  },
};
