import { placeOf, placeOfMember } from '@gatewright/template';
import type { Rule } from '../rule.ts';
import type { Mapping } from '../template/values.ts';

/** 3 seconds and 128 MB are for a first try. */
export const functionOnDefaults: Rule = {
  name: 'FUNCTION_ON_DEFAULTS',
  *check({ template }) {
    for (const { logicalId, properties, at } of template?.functions ?? []) {
      const missing = [
        ...(properties.Timeout === undefined ? ['Timeout (3 seconds, less than a cold start and a slow call)'] : []),
        ...(properties.MemorySize === undefined ? ['MemorySize (128 MB, and the smallest share of a CPU)'] : []),
      ];
      // Either alone may be meant; both left out is a function nobody has sized.
      if (missing.length < 2) continue;
      const bare = template?.compiled.format === 'sam' && !names(properties, 'Code');
      const alone = bare
        ? " Nor does it name a CodeUri: sam takes the template's folder, CloudFormation's transform by itself refuses."
        : '';
      yield {
        severity: 'note',
        message: `"${logicalId}" runs on the defaults of ${missing.join(' and ')}.${alone}`,
        at,
        hint: 'Set both; 10 seconds and 512 MB suit most APIs, and API Gateway itself waits 29 seconds.',
      };
    }
  },
};

/** True when a member was written by the user: what the compiler adds has no place of its own. */
function names(properties: Mapping, member: string): boolean {
  const written = placeOfMember(properties, member);
  const whole = placeOf(properties);
  return written !== undefined && !(written.line === whole?.line && written.column === whole.column);
}
