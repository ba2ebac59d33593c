import type { Report } from '../diagnostic.ts';
import { placeOf, placeOfKey, placeOfMember } from '../places.ts';
import type { Template } from '../template.ts';

/**
 * CloudFormation refuses a null in resources and outputs, with the place as a path; the transform AWS::LanguageExtensions takes nulls out.
 * An API's Body may have been a file of its own, where nulls are allowed.
 * @source localstack's recorded answers, test_validations.snapshot.json, 2024-05-31
 */
export function checkNulls(template: Template, report: Report): void {
  if (template.Transform === 'AWS::LanguageExtensions') return;
  const check = (value: unknown, path: string, known: ReadonlySet<string>): void => {
    if (typeof value !== 'object' || value === null) return;
    const isList = Array.isArray(value);
    for (const [name, member] of Object.entries(value)) {
      const here = `${path}/${name}`;
      if (member !== null) {
        if (!known.has(name)) check(member, here, nothing);
        continue;
      }
      const at = placeOfMember(value, isList ? Number(name) : name);
      // One that nobody wrote comes of another mistake, which has been reported.
      if (at === placeOf(value)) continue;
      const message = `[${here}] 'null' values are not allowed in templates.`;
      report({ code: 'INVALID_VALUE', severity: 'error', message, at, hint: 'Give it a value, or take it out.' });
    }
  };
  for (const [logicalId, { Type: type, Properties: properties }] of Object.entries(template.Resources)) {
    const bodies = type.startsWith('AWS::ApiGateway') ? new Set(['Body']) : nothing;
    check(properties, `/Resources/${logicalId}/Properties`, bodies);
  }
  for (const [name, output] of Object.entries(template.Outputs ?? {})) {
    check(output, `/Outputs/${name}`, nothing);
    if (output.Value !== undefined) continue;
    const message = `The output "${name}" has no Value: every output must have one.`;
    const at = placeOfKey(template.Outputs ?? {}, name);
    report({ code: 'MISSING_PROPERTY', severity: 'error', message, at, hint: 'Add Value.' });
  }
}

const nothing: ReadonlySet<string> = new Set();
