import type { Intrinsic } from './intrinsic.ts';

export const fnImportValue: Intrinsic = {
  name: 'Fn::ImportValue',
  evaluate({ argument, resolve, fail, scope }) {
    const name = String(resolve(argument));
    const value = scope.importValue(name);
    if (value !== undefined) return value;
    return fail(`No export named ${name} found: no other stack of this data folder has it.`, {
      code: 'UNSUPPORTED_INTRINSIC',
      hint: `Run the stack that exports it with the same --data folder, or write {"other-stack": {${JSON.stringify(name)}: "VALUE"}} to exports.json in the data folder.`,
      unsupported: true,
    });
  },
};
