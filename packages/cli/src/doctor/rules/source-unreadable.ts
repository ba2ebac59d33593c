import type { Rule } from '../rule.ts';

/** Lambda can not load what can not be parsed. */
export const sourceUnreadable: Rule = {
  name: 'SOURCE_UNREADABLE',
  *check({ modules }) {
    for (const module of modules) {
      const first = module.syntaxErrors[0];
      if (!first) continue;
      yield {
        severity: 'error',
        message: `This file can not be parsed: ${first.message.replace(/\.$/, '')}. Every request is a 502, Runtime.UserCodeSyntaxError.`,
        at: first.at,
        hint: 'Correct the syntax here; what the doctor says of the rest of the file is of no use until then.',
      };
    }
  },
};
