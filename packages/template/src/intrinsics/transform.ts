import { isMapping } from '../source.ts';
import type { Intrinsic } from './intrinsic.ts';

export const fnTransform: Intrinsic = {
  name: 'Fn::Transform',
  evaluate({ argument, fail }) {
    const name = isMapping(argument) && typeof argument.Name === 'string' ? argument.Name : 'without a Name';
    return fail(`Fn::Transform ${name} runs on AWS and is not done here.`, {
      code: 'UNSUPPORTED_INTRINSIC',
      hint: name === 'AWS::Include' ? 'Write the included text in the template.' : undefined,
      unsupported: true,
    });
  },
};
