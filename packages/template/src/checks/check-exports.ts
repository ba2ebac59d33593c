import type { Report } from '../diagnostic.ts';
import { placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Template } from '../template.ts';

/** The names of exports must differ: AWS refuses a second one in the same region. @source "CloudFormation template Outputs syntax" */
export function checkExports(template: Template, report: Report): void {
  const exported = new Map<string, string>();
  for (const [output, { Export: it, Condition: condition }] of Object.entries(template.Outputs ?? {})) {
    if (!isMapping(it) || it.Name === undefined) continue;
    const name = JSON.stringify(it.Name);
    const other = exported.get(name);
    // Of two with conditions of their own only one may be there.
    if (condition === undefined && other !== undefined) {
      const message = `The outputs "${other}" and "${output}" are exported under the same name.`;
      report({
        code: 'INVALID_VALUE',
        severity: 'error',
        message,
        at: placeOfMember(it, 'Name'),
        hint: 'Give each export a name of its own.',
      });
    }
    if (condition === undefined) exported.set(name, output);
  }
}
