import type { Intrinsic } from './intrinsic.ts';

export const fnSelect: Intrinsic = {
  name: 'Fn::Select',
  evaluate({ argument, resolve, fail }) {
    const [position, list] = Array.isArray(argument) ? argument : [];
    const written = position === undefined ? undefined : resolve(position);
    const index = typeof written === 'number' || (typeof written === 'string' && /^\d+$/.test(written)) ? Number(written) : undefined;
    const values = list === undefined ? undefined : resolve(list);
    if (index === undefined || !Number.isInteger(index) || !Array.isArray(values)) {
      return fail('Fn::Select takes a position and a list.', { hint: 'Write !Select [0, LIST].' });
    }
    return values[index] ?? fail(`Fn::Select cannot select nonexistent value at index ${index}.`);
  },
};
