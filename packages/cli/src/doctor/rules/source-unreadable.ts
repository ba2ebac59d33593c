import type { Rule } from '../rule.ts';

/** Lambda can not load what can not be parsed. */
export const sourceUnreadable: Rule = {
  name: 'SOURCE_UNREADABLE',
  *check({ modules, parserFailure, template }) {
    if (parserFailure !== undefined) {
      const reason = parserFailure instanceof Error ? (parserFailure.message.split('\n')[0] ?? '') : String(parserFailure);
      yield {
        severity: 'note',
        message: `The parser does not load on this machine (${reason}), so only the template was judged.`,
        at: { file: template?.compiled.files[0] ?? 'template.yaml', line: 1, column: 1, length: 1 },
        hint: 'Install again with optional dependencies: npm install --include=optional.',
      };
    }
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
