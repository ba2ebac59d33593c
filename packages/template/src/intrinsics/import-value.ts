import type { Intrinsic } from './intrinsic.ts';

export const fnImportValue: Intrinsic = {
  name: 'Fn::ImportValue',
  evaluate({ argument, resolve, fail }) {
    const name = resolve(argument);
    return fail(`Fn::ImportValue reads the export "${String(name)}" of another stack, and this machine runs one stack.`, {
      code: 'UNSUPPORTED_INTRINSIC',
      hint: 'Make it a parameter of the template and give it with --parameter-overrides.',
      unsupported: true,
    });
  },
};
